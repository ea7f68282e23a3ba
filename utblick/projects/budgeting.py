"""Filling in a budget, settling it, and beginning a new version of it; and telling the step what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal import clock
from utblick.money.amounts import NOUGHT
from utblick.projects.books import our_book, with_claims
from utblick.projects.models import Budget, Line, Partner, Project
from utblick.tenancy import scope

type Place = tuple[str, date]
"""A category or source, and the first day of a period."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One box of the table: what its reader saw, and what it now says. None: empty."""

    seen: Decimal | None
    new: Decimal | None


class Clash(Exception):
    """Somebody else has written in the same boxes meanwhile; nothing was saved. `stored`: what stands there now."""

    def __init__(self, stored: Mapping[Place, Decimal | None]) -> None:
        super().__init__("Written by somebody else meanwhile")
        self.stored = stored


class Settled(ValidationError):
    """The version is settled, and is not changed any more."""

    @classmethod
    def told(cls) -> "Settled":
        return cls(_("This version is settled. Begin a new version to change anything."), code="settled")


@transaction.atomic
def fill(budget: Budget, partner: Partner, wishes: Mapping[Place, Wish]) -> int:
    """Save the boxes that were changed; others' changes in other boxes stay. Returns how many were saved.

    Raises Clash where a changed box was changed by somebody else meanwhile, and Settled.
    """
    _lock(budget)
    stored = {(line.what, line.period): line for line in Line.objects.filter(budget=budget, partner=partner)}
    changed = {place: wish for place, wish in wishes.items() if wish.new != wish.seen}
    there = {place: stored[place].entered if place in stored else None for place in changed}
    clashing = {at: there[at] for at, wish in changed.items() if there[at] not in (wish.seen, wish.new)}
    if clashing:
        raise Clash(clashing)
    for place, wish in changed.items():
        _write(budget, partner, place, wish.new, stored.get(place))
    tell_step(budget.project)
    return len(changed)


def _write(budget: Budget, partner: Partner, place: Place, value: Decimal | None, line: Line | None) -> None:
    what, period = place
    if value is None:
        if line:
            line.remove()
        return
    line = line or Line(project=budget.project, budget=budget, partner=partner, what=what, period=period)
    line.entered = value
    line.save()


def _lock(budget: Budget) -> None:
    """Of two at once, one waits for the other."""
    locked = Budget.objects.select_for_update(of=("self",)).get(pk=budget.pk)
    if locked.settled_on:
        raise Settled.told()


@transaction.atomic
def settle(budget: Budget) -> None:
    """Nothing in it is changed any more."""
    _lock(budget)
    budget.settled_on = timezone.localdate(clock.now())
    budget.save()


def unsettle(budget: Budget) -> None:
    budget.settled_on = None
    budget.save()


@transaction.atomic
def begin_version(budget: Budget, *, name: str) -> Budget:
    """The next version, which says what this one does until it is changed; this one is settled."""
    if not budget.settled_on:
        settle(budget)
    copied = ("project", "option_key", "grant_percent", "price", "period_months", "per_euro", "rate_on")
    newest = Budget.objects.filter(project=budget.project).newest_first().first()
    number = (newest or budget).number + 1
    version = Budget(name=name, number=number, **{one: getattr(budget, one) for one in copied})
    version.save()
    _copy_lines(budget, version)
    tell_step(budget.project)
    return version


def _copy_lines(budget: Budget, version: Budget) -> None:
    """All of them, also those of a partner that whoever begins the version may not see."""
    here = scope.current()
    with scope.acting(scope.municipality(), here.user, sees_secrets=True):
        for line in Line.objects.current().filter(budget=budget).order_by("pk"):
            facts = {one: getattr(line, one) for one in ("partner_id", "period", "what", "entered")}
            Line(project=budget.project, budget=version, **facts).save()


def tell_step(project: Project) -> None:
    """Keep in the step what the newest budget and the bookings come to: so the report and the books say the same.

    Our own part alone, in kronor. A project without a figure leaves the step as it is.
    """
    found = with_claims(our_book(project))
    step = project.step
    sums = found.our_sums
    # A step has no cost below nought: where more is credited than booked, the outcome says so.
    told = {name: amount and max(amount, NOUGHT) for name, amount in (("cost", found.cost), ("own", found.own))}
    if found.ours:
        told |= {"planned_cost": sums.cost, "planned_own": min(sums.own, sums.cost)}
    elif found.cells:
        # In euro with no rate: what stood in the step was reckoned in another way, and is not what is budgeted.
        told |= {"planned_cost": None, "planned_own": None}
    if any(getattr(step, name) != amount for name, amount in told.items()):
        for name, amount in told.items():
            setattr(step, name, amount)
        step.save()
