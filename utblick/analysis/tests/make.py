"""Builders for tests of the analysis: a year's money of all kinds."""

from datetime import date
from decimal import Decimal
from typing import Any

from utblick.accounts.tests.make import make_unit
from utblick.goals.tests.make import make_form, make_goal
from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.projects.models import Booking
from utblick.projects.tests.make import make_project

YEAR = 2026
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)


def make_money() -> None:
    """Exchanges paid by a programme, by nobody knows whom and by ourselves; a project; what fell through; what is secret."""
    school, care = make_unit("Skolan"), make_unit("Vården")
    exchange, project = make_form(name="Utbyte"), make_form(name="EU-projekt")
    people, knowledge = make_goal(name="Möten"), make_goal(name="Kunskap")
    erasmus = make_initiative("Elever", form=exchange, unit=school, goals=[people], funding_programme="Erasmus+")
    spend(erasmus, 1000, 250)
    spend(erasmus, "333.33", "0.01")
    spend(make_initiative("Kören", form=exchange, funding_programme="ERASMUS+ "), 100, 0)
    spend(make_initiative("Okänd", unit=care, goals=[people, knowledge]), 70)
    spend(make_initiative("Någon annan", unit=care), 60, 20)
    spend(make_initiative("Inställd", unit=care), 9, 9, status=Step.Status.CANCELLED, planned_cost=Decimal(500))
    spend(make_initiative("Hemlig", unit=care, secrecy_ground="OSL 19:1"), 5000, 5000)
    night = make_initiative("Natten", form=project, unit=care, goals=[knowledge])
    make_booked(night)
    make_step(initiative=erasmus, planned_cost=Decimal(800))  # held, and nobody has told what it cost
    spend(erasmus, 7777, 7777, starts_on=date(YEAR - 1, 3, 1), ends_on=date(YEAR - 1, 3, 2))


def spend(initiative: Initiative, cost: Any, own: Any = None, **facts: Any) -> Step:
    amounts = {"cost": Decimal(cost), "own": None if own is None else Decimal(own)}
    return make_step(initiative=initiative, **{**amounts, **facts})


def make_booked(initiative: Initiative) -> None:
    """A project of which 400 of 1,000 is our own, 150 of that in kind."""
    project = make_project(
        initiative=initiative, programme_key="interreg-aurora", starts_on=FIRST, ends_on=LAST, cost=Decimal(1000), own=Decimal(400)
    )  # fmt: skip
    for amount, in_kind in ((850, False), (150, True)):
        Booking(project=project, booked_on=FIRST, category="staff", amount=Decimal(amount), in_kind=in_kind).save()
