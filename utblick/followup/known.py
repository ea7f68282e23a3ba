"""What the platform knows of a unit's work in a period: read from the rows each time, so that it can never differ from them."""

from dataclasses import asdict, dataclass, field
from datetime import date

from django.db.models import Q

from utblick.accounts.models import Unit
from utblick.followup.compiling import done_in, indicator_line, taking_part
from utblick.followup.contents import checksum
from utblick.followup.figures import Duty, IndicatorLine, InitiativeLine, Period, sums_of_lines
from utblick.goals.models import Goal, PolicyDocument, Responsibility
from utblick.indicators.models import Indicator
from utblick.indicators.series import series_of
from utblick.initiatives.sums import Sums
from utblick.tenancy import scope


@dataclass(frozen=True, slots=True)
class Known:
    """`goals`: those that the unit's work serves or that it answers for, each by its key."""

    initiatives: list[InitiativeLine]
    indicators: list[IndicatorLine]
    duties: list[Duty]
    goals: dict[int, str] = field(default_factory=dict)

    @property
    def sums(self) -> Sums:
        return sums_of_lines(self.initiatives)

    @property
    def is_empty(self) -> bool:
        return not (self.initiatives or self.indicators or self.duties or self.goals)

    @property
    def mark(self) -> str:
        """What stands for all of it: a unit that says yes says yes to exactly this."""
        return checksum(asdict(self))


def known_of(unit: Unit, first: date, last: date) -> Known:
    """As in the report: what is confidential is in neither. The number of queries is the same whatever the rows."""
    here = scope.current()
    with scope.acting(scope.municipality(), here.user, sees_secrets=False):
        period = Period(first, last)
        # Not the reach of its campaigns: it is not shown to the unit, and another arrival is nothing to say yes to anew.
        initiatives = list(done_in(period, taking_part(period).filter(unit=unit)).values())
        duties = Responsibility.objects.in_force().filter(unit=unit)
        series = series_of(list(_indicators(unit)))
        return Known(
            initiatives=initiatives,
            indicators=[indicator_line(one, last.year) for one in series],
            duties=[Duty(duty.pk, duty.text, duty.owner) for duty in duties],
            goals=_goals(unit, initiatives),
        )


def _indicators(unit: Unit) -> "list[Indicator]":
    in_charge = Q(unit_in_charge=unit) | Q(unit_in_charge=None, goal__unit=unit)
    return list(Indicator.objects.in_use().filter(in_charge, goal__document__status=PolicyDocument.Status.IN_FORCE))


def _goals(unit: Unit, initiatives: list[InitiativeLine]) -> dict[int, str]:
    served = {pk for one in initiatives for pk in one.goals}
    own = Q(unit=unit, document__status=PolicyDocument.Status.IN_FORCE, document__withdrawn_at=None)
    rows = Goal.objects.current().filter(own | Q(pk__in=served)).exclude(document__status=PolicyDocument.Status.DRAFT)
    return {goal.pk: str(goal) for goal in rows.order_by("position", "pk")}


def concerned(first: date, last: date) -> list[Unit]:
    """The units that have a part in the period: initiatives, goals, indicators or duties."""
    here = scope.current()
    with scope.acting(scope.municipality(), here.user, sees_secrets=False):
        in_force = {"document__status": PolicyDocument.Status.IN_FORCE, "document__withdrawn_at": None}
        working = Q(pk__in=taking_part(Period(first, last)).order_by().values("unit"))
        answering = (
            Q(pk__in=Goal.objects.current().filter(**in_force).order_by().values("unit"))
            | Q(pk__in=Indicator.objects.in_use().order_by().values("unit_in_charge"))
            | Q(pk__in=Responsibility.objects.in_force().order_by().values("unit"))
        )
        return list(Unit.objects.current().filter(working | answering))
