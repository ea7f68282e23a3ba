"""The steps that cost something, each with who paid which part of it and where it stands on the way of the money."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DecimalField, F, Max, Min, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Contribution, Step
from utblick.initiatives.models.steps import StepQuerySet
from utblick.projects.models import Booking

USED, PLANNED = "used", "planned"
AMOUNTS = {USED: ("cost", "own"), PLANNED: ("planned_cost", "planned_own")}
PARTS = ("mine", "in_kind", "others", "unknown")
"""Of one step they come to its cost."""
THROUGH: dict[str, Promise] = {"form": _("Form of cooperation"), "goal": _("Goal")}
INTO: dict[str, Promise] = {"unit": _("Unit"), "kind": _("Kind of step")}
MANY = -1
"""In place of the goal of an initiative that serves several: nobody has said how its money is divided between them."""

KRONOR: DecimalField[Any, Any] = DecimalField(max_digits=14, decimal_places=2)
NOUGHT = Value(0, KRONOR)


@dataclass(frozen=True, slots=True)
class Way:
    """What is traced: money used or planned, through forms or goals, into units or kinds of steps."""

    amounts: str = USED
    through: str = "form"
    into: str = "unit"


def paid(steps: StepQuerySet, way: Way) -> QuerySet[Step]:
    """Each with its `whole` cost and the PARTS of it; with `listed` and `named`, the programme of the others (payers.py); and
    with `through_key` and `into_key`, where it stands, and their names where the rows have them."""
    cost, own = AMOUNTS[way.amounts]
    rows: QuerySet[Step] = steps.filter(**{f"{cost}__gt": 0})
    if way.amounts == PLANNED:
        rows = rows.exclude(status__in=Step.FELL_THROUGH)
    rows = rows.alias(
        # Never more than the whole, though of a budget that is paid for twice over it could be.
        ours=_where(**{f"{own}__isnull": False}, then=Least(F(own), F(cost)))
    )
    return rows.annotate(
        whole=F(cost),
        in_kind=_in_kind() if way.amounts == USED else NOUGHT,
        mine=F("ours") - F("in_kind"),
        others=_where(**{f"{own}__isnull": False}, then=F(cost) - F("ours")),
        unknown=_where(**{own: None}, then=F(cost)),
        listed=Case(When(project__withdrawn_at=None, then=F("project__programme_key"))),
        named=F("initiative__funding_programme"),
        through_key=F("initiative__form") if way.through == "form" else _goal(),
        through_name=F("initiative__form__name") if way.through == "form" else Value(""),
        into_key=F("initiative__unit") if way.into == "unit" else F("kind"),
        into_name=F("initiative__unit__name") if way.into == "unit" else Value(""),
    )


def uncounted(steps: StepQuerySet, way: Way) -> QuerySet[Step]:
    """Those that must have cost something, or have to be planned for, and do not say what; `whole` and `part` are None."""
    cost = AMOUNTS[way.amounts][0]
    rows = steps.filter(**{cost: None}).annotate(whole=F(cost), part=F(cost))
    if way.amounts == PLANNED:
        return rows.exclude(status__in=Step.FELL_THROUGH)
    return rows.filter(status__in=[Step.Status.RUNNING, Step.Status.DONE])


def _where(*, then: Any, **condition: Any) -> Case:
    """The amount where the condition holds, else nought."""
    return Case(When(**condition, then=then), default=NOUGHT, output_field=KRONOR)


def _in_kind() -> Case:
    """What is booked in kind of our own part of a project, at most all of it."""
    rows = Booking.objects.current().filter(project__step=OuterRef("pk"), in_kind=True)
    booked = Subquery(rows.order_by().values("project").annotate(sum=Sum("amount")).values("sum"))
    part = Least(Greatest(Coalesce(booked, NOUGHT, output_field=KRONOR), NOUGHT), F("ours"))
    # Asked for projects alone: for every step it would take as long as all the rest.
    return _where(project__isnull=False, project__withdrawn_at=None, then=part)


def _goal() -> Subquery:
    serving = Contribution.objects.filter(initiative=OuterRef("initiative")).order_by().values("initiative")
    ends = serving.annotate(first=Min("goal"), last=Max("goal"))
    return Subquery(ends.annotate(one=Case(When(first=F("last"), then=F("first")), default=Value(MANY))).values("one"))
