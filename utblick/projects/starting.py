"""Initiative → project: a funded round begins, as a step of its initiative."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.initiatives.models import Initiative, Participation, Step
from utblick.journal import clock
from utblick.money import reference
from utblick.money.rates import NoRate
from utblick.projects.models import Budget, Partner, Project, Requirements
from utblick.projects.requiring import ask


@transaction.atomic
def start(initiative: Initiative, *, title: str, programme_key: str, currency: str, **facts: Any) -> Project:
    """A new project and the step that it is in its initiative."""
    step = Step(initiative=initiative, kind=Step.Kind.PROJECT, title=title, **facts)
    step.full_clean(exclude=["municipality", "initiative"])
    step.save()
    return take_on(step, programme_key=programme_key, currency=currency)


@transaction.atomic
def take_on(step: Step, *, programme_key: str, currency: str) -> Project:
    """Make a project of a step that is already there: with the initiative's partners, the checks and an empty budget."""
    project = Project(step=step, programme_key=programme_key, currency=currency)
    project.save()
    _join(project)
    ask(project, Requirements.standing())
    _first_budget(project)
    return project


def _join(project: Project) -> None:
    """We lead unless one of the initiative's partners does; of several, the first."""
    others = list(Participation.objects.filter(initiative=project.initiative_id).order_by("pk"))
    lead = next((one for one in others if one.role == Participation.Role.LEAD), None)
    Partner(project=project, role=Partner.Role.PARTNER if lead else Partner.Role.LEAD).save()
    for one in others:
        role = Partner.Role.PARTNER if one.role == Participation.Role.LEAD and one != lead else one.role
        Partner(project=project, organisation_id=one.organisation_id, role=role).save()


def _first_budget(project: Project) -> None:
    programme = project.programme
    budget = Budget(project=project, name=_("Application"), option_key=programme.options[0].key)
    budget.grant_percent = programme.grant_percent if programme.grant_percent is not None else Decimal(0)
    budget.per_euro, budget.rate_on = newest_rate()
    budget.save()


def newest_rate() -> tuple[Decimal, Any]:
    """Today's rate, or the newest that is known: shown with its day, and changed in the budget's terms."""
    rates = reference.rates()
    try:
        rate = rates.at(timezone.localdate(clock.now()))
    except NoRate:
        rate = rates.at(rates.last)
    return rate.per_euro, rate.on
