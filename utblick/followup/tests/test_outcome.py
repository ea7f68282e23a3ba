"""The outcome of a programme, what is proposed of it, and the draft of the next."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from utblick.accounts.models import User
from utblick.followup.compiling import compile_figures
from utblick.followup.figures import IndicatorLine
from utblick.followup.outcome import outcome_of
from utblick.followup.parts import gaps
from utblick.followup.priorities import PriorityLine
from utblick.followup.proposing import Course, propose
from utblick.followup.tests.make import END, START, make_year
from utblick.goals.models import Goal, Programme
from utblick.goals.tests.make import make_form, make_goal, make_priority, make_programme
from utblick.indicators.standing import Status
from utblick.initiatives.sums import Money, Sums
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.partners.tests.make import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(here: object) -> Goal:
    return make_goal("mötas", name="Möten")


@pytest.fixture
def programme(goal: Goal) -> Programme:
    """Of the year that goes on, with two priorities for one goal: exchanges with Norway, and all else."""
    year = timezone.localdate().year
    programme = make_programme(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    exchange = make_form("utbyte", name="Utbyte")
    make_priority("Norge", programme=programme, goal=goal, form=exchange, countries=["NO"], weight=3, budget=50000)
    make_priority("Vården", programme=programme, goal=make_goal(), weight=5)
    return programme


def work(goal: Goal, **facts: Any) -> Any:
    return make_initiative(goals=[goal], starts_on=timezone.localdate() - timedelta(days=1), **facts)


def test_an_initiative_counts_where_goal_form_and_country_are_right(programme: Programme, goal: Goal) -> None:
    form = programme.priorities.get(name="Norge").form
    norway = make_organisation(country="NO")
    inside = work(goal, title="Till Norge", form=form, partners=[norway])
    by_step = work(goal, title="Resan dit", form=form)
    make_step(initiative=by_step, country="NO", cost=Decimal(900), girls=4)
    make_result(initiative=by_step, noted_on=timezone.localdate())
    work(goal, title="Annan form", partners=[norway])
    work(goal, title="Annat land", form=form, partners=[make_organisation(country="FI")])
    make_initiative("Utan mål", starts_on=timezone.localdate())
    work(make_goal(), title="Annat mål")
    work(goal, title="Hemlig", form=form, partners=[norway], secrecy_ground="OSL 19:1")
    outcome = outcome_of(programme)
    norge, care = sorted(outcome.priorities, key=lambda line: line.name)
    assert {one.title for one in norge.initiatives} == {inside.title, by_step.title}
    assert (norge.sums.money.cost, norge.sums.people.girls, len(norge.results())) == (Decimal(900), 4, 1)
    assert outcome.untouched == [care]
    with translation.override("sv"):
        why = {one.initiative.title: one.why for one in outcome_of(programme).outside}
    assert set(why) == {"Annan form", "Annat land", "Utan mål", "Annat mål"}
    assert "Utbyte" in why["Annan form"]
    assert "Norge" in why["Annat land"]


def indicator(status: Status) -> IndicatorLine:
    return IndicatorLine(1, "Unga i utbyte", "", status, None, None, None, None, False, None, None)


def line(weight: int, *statuses: Status, begun: bool = True) -> PriorityLine:
    found = PriorityLine(1, "P", weight, None, "", 1, "M", "", [], indicators=[indicator(one) for one in statuses])
    if begun:
        from utblick.followup.figures import InitiativeLine

        found.initiatives = [InitiativeLine(7, "Resan", "running", "", "", "", "", goals={1: "M"})]
    return found


@pytest.mark.parametrize(
    ("asked", "course", "weight"),
    [
        (line(2, begun=False), Course.END, 2),
        (line(4, begun=False), Course.LOWER, 3),
        (line(3, Status.REACHED, Status.BEHIND), Course.STRENGTHEN, 4),
        (line(5, Status.NOT_REACHED), Course.STRENGTHEN, 5),
        (line(3, Status.REACHED, Status.NOT_MEASURED), Course.LOWER, 2),
        (line(1, Status.REACHED), Course.LOWER, 1),
        (line(3, Status.NOT_MEASURED), Course.KEEP, 3),
        (line(3), Course.KEEP, 3),
    ],
)
def test_a_proposal_follows_the_stated_rule(asked: PriorityLine, course: Course, weight: int) -> None:
    with translation.override("sv"):
        found = propose(asked)
        assert found.why
    assert (found.course, found.weight) == (course, weight)
    assert bool(found.rows) == bool(asked.initiatives)


@pytest.mark.parametrize(
    ("initiatives", "budget", "said"),
    [
        (1, None, "Den har kostat 900\xa0kronor, alla finansiärer inräknade."),
        (2, None, "De har kostat 900\xa0kronor, alla finansiärer inräknade."),
        (2, Decimal(500), "De har kostat 900\xa0kronor, alla finansiärer inräknade. Budgeten är 500\xa0kronor."),
    ],
)
def test_the_reason_speaks_of_one_or_of_several(initiatives: int, budget: Decimal | None, said: str) -> None:
    found = replace(line(3), budget=budget, sums=Sums(money=Money(cost=Decimal(900))))
    found.initiatives = found.initiatives * initiatives
    with translation.override("sv"):
        assert said in propose(found).why


def test_the_draft_of_the_next_programme_has_each_priority_with_its_reason(
    client: Client, coordinator: User, programme: Programme, goal: Goal
) -> None:
    work(goal, form=programme.priorities.get(name="Norge").form, partners=[make_organisation(country="NO")])
    make_priority("Ingen gör", programme=programme, goal=goal, weight=1, countries=["IS"])
    client.force_login(coordinator)
    address = f"{reverse('followup:draft')}?programme={programme.pk}"
    page = client.get(address).text
    assert "Prioritera ned" in page
    assert "vikt 3 som förut" in page
    year = programme.ends_on.year + 1
    data = {"title": "Nästa", "starts_on": f"{year}-01-01", "ends_on": f"{year + 1}-12-31"}
    assert client.post(address, {**data, "starts_on": str(programme.ends_on)}).status_code == 422
    assert client.post(address, {**data, "ends_on": f"{year - 1}-12-31"}).status_code == 422
    client.post(address, data)
    draft = Programme.objects.drafts().get()
    assert draft.follows == programme
    kept = {row.name: (row.weight, bool(row.why)) for row in draft.priorities.current()}
    assert kept == {"Norge": (3, True), "Vården": (4, True)}
    assert draft.priorities.exclude(withdrawn_at=None).get().name == "Ingen gör"
    assert client.post(address, data).headers["Location"] == draft.get_absolute_url()


def test_a_programme_that_has_not_begun_has_no_outcome_and_is_carried_over(here: object) -> None:
    year = timezone.localdate().year + 5
    programme = make_programme(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    make_priority(programme=programme)
    assert outcome_of(programme).period is None


def test_the_outcome_is_read_by_all_and_drafted_from_by_the_coordinator(
    client: Client, decision_maker: User, officer: User, programme: Programme, django_assert_max_num_queries: Any
) -> None:
    for user in (decision_maker, officer):
        client.force_login(user)
        assert client.get(f"{reverse('followup:draft')}?programme={programme.pk}").status_code == 403
    with django_assert_max_num_queries(8):
        answer = client.get(f"{reverse('followup:outcome')}?programme={programme.pk}")
    assert "Ingen insats räknas till två av programmets prioriteringar: ”Vården” och ”Norge”." in answer.text.replace(
        "&quot;", "”"
    )
    assert "ingen insats räknas" in answer.text
    assert client.get(f"{reverse('followup:outcome')}?programme=999999").status_code == 404
    assert client.get(reverse("followup:outcome")).status_code == 404


def test_the_report_tells_what_was_outside_of_every_priority_and_what_nobody_did(here: object) -> None:
    goals = make_year()
    programme = make_programme()
    make_priority("Export", programme=programme, goal=goals[0])
    make_priority("Kultur", programme=programme, goal=goals[2])
    with translation.override("sv"):
        part = gaps.write(compile_figures(START, END))
    told = " ".join(one["text"] for paragraph in part["draft"] for one in paragraph)
    assert "Ingen insats räknas till programmets prioritering ”Kultur”." in told
    assert "En insats räknas inte till någon av programmets prioriteringar: ”Ungas möten över gränsen”." in told
