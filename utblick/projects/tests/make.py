"""Builders for tests: a project with its step, partners, checks and budget."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.projects import budgeting, starting
from utblick.projects.models import (
    Adjustment,
    Booking,
    Budget,
    Check,
    Claim,
    Delivery,
    Evidence,
    Partner,
    Project,
    ProjectPart,
    Share,
    WorkPackage,
)
from utblick.projects.sums.periods import periods

FIRST, LAST = date(2027, 1, 1), date(2028, 12, 31)


def make_project(
    title: str = "Nattpatrull över gränsen",
    *,
    initiative: Initiative | None = None,
    programme_key: str = "other",
    currency: str = "SEK",
    stage: str = "",
    **facts: Any,
) -> Project:
    standard: dict[str, Any] = {"kind": Step.Kind.PROJECT, "status": "planned", "starts_on": FIRST, "ends_on": LAST}
    step = make_step(initiative=initiative or make_initiative(), title=title, **{**standard, **facts})
    project = starting.take_on(step, programme_key=programme_key, currency=currency)
    if stage:
        project.stage = stage
        project.save()
    return project


def make_whole_project(initiative: Initiative) -> list[Model]:
    """A project with one of everything that belongs to one."""
    project = make_project("Projekt", initiative=initiative)
    budget = make_budget(project, staff=100, own_cash=40)
    package = WorkPackage(project=project, title="Natten")
    package.save()
    day = date(2027, 5, 1)
    parts: list[ProjectPart] = [
        Booking(project=project, booked_on=day, category="staff", amount=Decimal(10)),
        Adjustment(project=project, category="staff", amount=Decimal(300), reason="En till har anställts"),
        Claim(project=project, due_on=day),
        Delivery(project=project, title="Handledning", due_on=day, package=package),
        Evidence(project=project, duty="statement", done_on=day, text="Skylt"),
    ]
    for part in parts:
        part.save()
    share = Share(project=project, claim=parts[2], partner=us(project), cost=Decimal(5))
    share.save()
    return [project, budget, package, *parts, share, *Partner.objects.of(project), *Check.objects.of(project)[:1]]


def budget_of(project: Project) -> Budget:
    found = Budget.objects.of(project).newest_first()[0]
    found.project = project
    return found


def us(project: Project) -> Partner:
    return Partner.objects.of(project).get(organisation=None)


def make_budget(project: Project, *, option: str = "real", percent: int = 60, **amounts: Any) -> Budget:
    """The same amounts in each period of our own budget: `staff=100_000, own_cash=40_000`."""
    budget = budget_of(project)
    budget.option_key, budget.grant_percent, budget.per_euro = option, Decimal(percent), Decimal("11.0000")
    budget.save()
    spans = [one.first for one in periods(project.step.starts_on or FIRST, project.step.ends_on or LAST, 12)]
    wishes = {
        (what, first): budgeting.Wish(None, Decimal(amount)) for what, amount in amounts.items() for first in spans
    }
    budgeting.fill(budget, us(project), wishes)
    return budget
