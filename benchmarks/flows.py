"""The way of the money and the effect chain over the initiatives of the pivot's benchmark, of which one in fifty has a project.

To reach: 8 queries, and well under a second for the money of a year.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks.pages import _as_in_production
from benchmarks.pivot import COUNTRIES, INITIATIVES, ROUNDS, _all, _fill, _measure, _written
from benchmarks.scratch import scratch_database

PROGRAMMES = ("", "Erasmus+", "Interreg Aurora", "CERV", "Nordplus", "Life", "Borderland North")


def main() -> None:
    with scratch_database():
        client, pages = _prepare()
        _as_in_production()
        print(f"\nMoney and effect, {INITIATIVES:,} initiatives with three steps each; {ROUNDS} requests each")
        print(f"{'page':<34}{'queries':>8}{'ms median':>12}{'worst':>8}{'of it database':>16}{'kB':>7}")
        for name, address in pages:
            _measure(client, name, address)


def _prepare() -> tuple[Any, list[tuple[str, str]]]:
    from django.test import Client
    from django.urls import reverse

    from utblick.accounts.models import Membership, Municipality, Role, User
    from utblick.tenancy import scope

    municipality = Municipality.objects.create(name="Mätkommun", slug="matkommun", hosts="bench.localhost")
    user = User.objects.create_user("fortroendevald@example.se", "en lång fras för mätning", name="Förtroendevald")
    with scope.acting(municipality, user):
        Membership.objects.create(user=user, role=Role.DECISION_MAKER)
        unit = _fill()
        _pay()
        _put_first()
    client = Client(headers={"host": "bench.localhost"})
    client.force_login(user)
    year = date.today().year - 1
    money, steps = reverse("analysis:money"), reverse("analysis:money_steps")
    asked = {
        "money of a year": f"{money}?from={year}",
        "money of a year, by goal": f"{money}?from={year}&through=goal",
        "money of a year, one unit": f"{money}?from={year}&unit={unit}",
        "money of five years": f"{money}?from={year - 4}&to={year}",
        "money of five years, by goal": f"{money}?from={year - 4}&to={year}&through=goal",
        "steps behind a flow": f"{steps}?from={year}&source=own&spent={unit}",
        "from priority to result": reverse("analysis:effects"),
    }
    return client, list(asked.items())


def _pay() -> None:
    """Who paid: a programme that the initiative names, or that of its project; some of it in kind."""
    from django.db.models import F, QuerySet

    from utblick.initiatives.models import Initiative, Step
    from utblick.projects.models import Booking, Project

    for n, name in enumerate(PROGRAMMES):
        numbered = QuerySet(Initiative).annotate(rest=F("pk") % len(PROGRAMMES))
        QuerySet(Initiative).filter(pk__in=numbered.filter(rest=n).values("pk")).update(funding_programme=name)
    steps = Step.objects.annotate(rest=F("initiative") % 50).filter(rest=0).order_by("initiative", "pk")
    firsts = {step.initiative_id: step for step in steps}.values()
    projects = _written(
        Project(initiative_id=step.initiative_id, step=step, programme_key="erasmus", currency="SEK") for step in firsts
    )
    _all(
        Booking(
            project=one, initiative_id=one.initiative_id, booked_on=date.today(), category="staff",
            amount=Decimal(1000), in_kind=bool(at),
        )
        for one in projects
        for at in range(2)
    )  # fmt: skip


def _put_first() -> None:
    """A programme of two years with six priorities, of all shapes."""
    from utblick.goals.models import CooperationForm, Goal, Priority, Programme

    year, forms = date.today().year, list(CooperationForm.objects.all())
    facts = {"starts_on": date(year - 1, 1, 1), "ends_on": date(year, 12, 31), "status": "adopted", "checksum": "x"}
    # Frozen as it is adopted: saved one by one it would have to be decided on first.
    made: Any = _written([Programme(title="Program", **facts)])
    programme = next(made)
    _all(
        Priority(
            programme=programme, name=f"Prioritering {n}", goal=goal, form=forms[n] if n % 2 else None,
            countries=COUNTRIES[:3] if n > 2 else [],
        )
        for n, goal in enumerate(Goal.objects.all()[:6])
    )  # fmt: skip


if __name__ == "__main__":
    main()
