"""How an indicator stands, by a rule that is told beside it; nobody picks the colour. Pure.

The latest figure is held against the target of its year, else of the next year that has one, else of the last. It is *reached*
if it is there. If not, and the target's year is still to come, a straight line is drawn to the target from the nearest target
before the figure, else from the baseline: on the line or better is *on pace*, worse is *behind*. If the target's year has come, it
is *not reached*.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

type Values = Mapping[int, Decimal]


class Status(StrEnum):
    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    NOT_REACHED = "not_reached"
    PACE_UNKNOWN = "pace_unknown"
    NO_TARGET = "no_target"
    NOT_MEASURED = "not_measured"


WELL = (Status.REACHED, Status.ON_PACE)
JUDGED = (*WELL, Status.BEHIND, Status.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class Standing:
    """`expected`: where the straight line is in the year of the figure."""

    status: Status
    year: int | None = None
    value: Decimal | None = None
    target_year: int | None = None
    target: Decimal | None = None
    expected: Decimal | None = None


def stand(
    measured: Values, targets: Values, *, baseline: tuple[int, Decimal] | None = None, less_is_better: bool = False
) -> Standing:
    """`measured` without years that are not over."""
    if not measured:
        return Standing(Status.NOT_MEASURED)
    year = max(measured)
    value = measured[year]
    if not targets:
        return Standing(Status.NO_TARGET, year, value)
    aim = min((one for one in targets if one >= year), default=max(targets))
    facts = (year, value, aim, targets[aim])
    if _at_least(value, targets[aim], less_is_better):
        return Standing(Status.REACHED, *facts)
    if aim <= year:
        return Standing(Status.NOT_REACHED, *facts)
    start = _start(year, targets, baseline)
    if start is None:
        return Standing(Status.PACE_UNKNOWN, *facts)
    expected = _on_the_line(start, (aim, targets[aim]), year)
    on_pace = _at_least(value, expected, less_is_better)
    return Standing(Status.ON_PACE if on_pace else Status.BEHIND, *facts, expected)


def _at_least(value: Decimal, wanted: Decimal, less_is_better: bool) -> bool:
    return value <= wanted if less_is_better else value >= wanted


def _start(year: int, targets: Values, baseline: tuple[int, Decimal] | None) -> tuple[int, Decimal] | None:
    before = [one for one in targets if one < year]
    if before:
        return max(before), targets[max(before)]
    return baseline if baseline and baseline[0] <= year else None


def _on_the_line(start: tuple[int, Decimal], end: tuple[int, Decimal], year: int) -> Decimal:
    part = Decimal(year - start[0]) / Decimal(end[0] - start[0])
    return start[1] + (end[1] - start[1]) * part
