"""Builders for tests: a year with something in it, and its report."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from utblick.accounts.models import Role
from utblick.accounts.tests.make import make_unit, make_user
from utblick.followup import collecting, composing
from utblick.followup.models import Answer, Report
from utblick.goals.models import Goal
from utblick.goals.tests.make import document_in_force, make_goal, make_responsibility
from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation
from utblick.watch.models import Decision
from utblick.watch.tests.make import make_item, make_place

START, END = date(2026, 1, 1), date(2026, 12, 31)


def make_report(title: str = "Uppföljning av det internationella arbetet 2026", **facts: Any) -> Report:
    """A composed draft for 2026 in Swedish."""
    standard: dict[str, Any] = {"starts_on": START, "ends_on": END, "case_number": "KS 2026/412"}
    with translation.override("sv"):
        return composing.start(**{"title": title, **standard, **facts})


def make_goals() -> list[Goal]:
    texts = {
        "Företagskontakter": "skapa kanaler för företagskontakter och -etableringar",
        "Ny kunskap": "ge den kommunala verksamheten nya kunskaper och erfarenheter",
        "Kulturmöten": "öka förståelsen för andra kulturer",
    }
    return [make_goal(text, name=name) for name, text in texts.items()]


def make_year() -> list[Goal]:
    """Two initiatives, one of them for two goals; a third goal without work; a contact, an agreement, a watch."""
    goals = make_goals()
    schools, business = make_unit("Utbildningsförvaltningen"), make_unit("Näringslivsenheten")
    lierne = make_organisation("Lierne kommune", country="NO", place="Lierne")
    pori = make_organisation("Porin kaupunki", country="FI", place="Pori")
    pupils = make_initiative(
        "Ungas möten över gränsen",
        goals=goals[1:2],
        partners=[lierne],
        unit=schools,
        owner=make_user(Role.OFFICER, unit=schools, name="Anna Ek"),
        starts_on=date(2025, 9, 1),
    )
    wood = make_initiative(
        "Trä & hållbart byggande <nu>",
        goals=goals[:2],
        partners=[lierne, pori],
        unit=business,
        owner=make_user(Role.OFFICER, unit=business, name="Bo Lind"),
        starts_on=date(2026, 2, 1),
        item=make_decisions(),
        created_at=datetime(2026, 1, 14, 8, tzinfo=UTC),
    )
    make_steps(pupils, wood)
    make_result(
        initiative=pupils, text="Två klasser skriver brev med varandra.", value=Decimal(2), unit_of_value="klasser"
    )
    make_lesson(initiative=wood, text="Börja med värdfamiljerna.", change="Boka boende ett halvår i förväg.")
    make_agreement(organisation=lierne, title="Vänortsavtal", review_on=date(2026, 6, 1))
    make_contact(organisation=lierne, subject="Möte om skogen", case_number="KS 2026/31")
    make_responsibility("löpande omvärldsbevakning", document=document_in_force())
    return goals


def make_steps(pupils: Initiative, wood: Initiative) -> None:
    make_step(
        initiative=pupils, title="Klass 8 till Lierne", place="Lierne", country="NO", planned_cost=40000, cost=38500,
        own=20000, planned_girls=12, planned_boys=12, girls=13, boys=10, women=2, men=1,
    )  # fmt: skip
    make_step(
        initiative=wood, kind=Step.Kind.PROJECT, title="Bygga i trä", status=Step.Status.RUNNING,
        starts_on=date(2026, 3, 1), ends_on=date(2027, 2, 28), planned_cost=Decimal("1250000"), planned_own=250000,
        cost=Decimal("412300.50"), own=Decimal("90000"),
    )  # fmt: skip
    make_step(
        initiative=wood, kind=Step.Kind.EVENT, title="Trädagen", place="Östersund", country="SE", cost=5000, own=5000,
        women=14, men=21, not_stated=3, starts_on=date(2026, 10, 2), ends_on=date(2026, 10, 2),
    )  # fmt: skip
    make_step(
        initiative=wood, kind=Step.Kind.CAMPAIGN, title="Visningsresan", status=Step.Status.CANCELLED, planned_cost=9000,
        starts_on=date(2026, 11, 3), ends_on=None,
    )  # fmt: skip


def make_decisions() -> Any:
    """Three items: one became an initiative, one was put aside, one went by; returns the first."""
    arrived = datetime(2026, 1, 10, 8, tzinfo=UTC)
    items = [
        make_item(f"Utlysning om trä {n}", found_at=arrived, deadline=datetime(2026, 3, 1, tzinfo=UTC))
        for n in range(3)
    ]
    someone = make_user(Role.COORDINATOR)
    for item, verdict in zip(items, ["initiative", "not_relevant", ""], strict=True):
        make_place(item, decided=bool(verdict))
        if verdict:
            when = datetime(2026, 1, 14, 8, tzinfo=UTC)
            Decision.objects.create(item=item, verdict=verdict, decided_by=someone, created_at=when)
    return items[0]


def make_collection(report: Report) -> list[Answer]:
    """The units with a part in the period are asked; the first has written, and not handed in."""
    collecting.open_for(report, answer_by=timezone.localdate() + timedelta(days=30))
    answers = list(Answer.objects.filter(collection__report=report).order_by("pk"))
    for answer in answers[:1]:
        collecting.write(answer, {None: collecting.Wish("", f"{report}: egna ord")})
    return answers
