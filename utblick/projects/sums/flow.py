"""Cash flow: what the municipality lies out with at the end of each month, over all projects.

EU money is paid afterwards. What has gone out is booked; what will go out is the forecast; what has come in is paid, and what
will come in is expected. In-kind contributions are no payments and are left out by the caller. What a lead partner receives
for the others and passes on is theirs, and is told by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from utblick.money.amounts import NOUGHT, total
from utblick.projects.sums.periods import months


@dataclass(frozen=True, slots=True)
class Flow:
    """One project: payments out and in by month, and what of the grant they earn in all."""

    out: Mapping[date, Decimal]
    received: Mapping[date, Decimal]
    grant: Decimal = NOUGHT
    """What the grant will come to at most."""
    percent: Decimal = NOUGHT
    """The grant's part of each krona that goes out."""
    over: date | None = None
    """From which month on it is settled: what has not come back by then is spent, and lies out no more."""
    for_others: Mapping[date, Decimal] = field(default_factory=dict)
    passed_on: Mapping[date, Decimal] = field(default_factory=dict)

    def lies_at(self, month: date) -> bool:
        return self.over is None or month < self.over


@dataclass(frozen=True, slots=True)
class Month:
    """`lies_out`: all that has gone out less all that has come in at the end of the month, of projects that are not settled.
    Below nought the programme's money lies with the municipality. `held`: what has come for partners and is not passed on."""

    month: date
    out: Decimal
    received: Decimal
    lies_out: Decimal
    to_come_back: Decimal
    for_others: Decimal
    passed_on: Decimal
    held: Decimal
    ahead: bool

    @property
    def own(self) -> Decimal:
        """What is the municipality's own to pay, and does not come back."""
        return self.lies_out - self.to_come_back


def course(flows: Iterable[Flow], *, first: date, last: date, this_month: date) -> list[Month]:
    """Month by month, with what happened before the first month already in it."""
    kept = list(flows)
    found = []
    for month in months(first, last):
        open_ones = [flow for flow in kept if flow.lies_at(month)]
        gone, come = _until(open_ones, month)
        found.append(
            Month(
                month,
                out=total([flow.out.get(month, NOUGHT) for flow in kept]),
                received=total([flow.received.get(month, NOUGHT) for flow in kept]),
                lies_out=gone - come,
                to_come_back=total([_to_come_back(flow, month) for flow in open_ones]),
                for_others=total([flow.for_others.get(month, NOUGHT) for flow in kept]),
                passed_on=total([flow.passed_on.get(month, NOUGHT) for flow in kept]),
                held=total([_held(flow, month) for flow in kept]),
                ahead=month >= this_month,
            )
        )
    return found


def _until(flows: list[Flow], month: date) -> tuple[Decimal, Decimal]:
    return total([_sum(flow.out, month) for flow in flows]), total([_sum(flow.received, month) for flow in flows])


def _sum(amounts: Mapping[date, Decimal], month: date) -> Decimal:
    return total([amount for at, amount in amounts.items() if at <= month])


def _to_come_back(flow: Flow, month: date) -> Decimal:
    """Of what lies out, what the programme will pay: earned by what has gone out, within the grant, not yet received."""
    gone, come = _sum(flow.out, month), _sum(flow.received, month)
    earned = min((gone * flow.percent / 100).quantize(Decimal("0.01")), flow.grant)
    return min(earned - come, gone - come) if earned > come else min(gone - come, NOUGHT)


def _held(flow: Flow, month: date) -> Decimal:
    """What lies with us at the end of the month and is the partners'."""
    return _sum(flow.for_others, month) - _sum(flow.passed_on, month)


def span(flows: Iterable[Flow]) -> tuple[date, date] | None:
    """The first and the last month in which anything moves."""
    moved = sorted(month for flow in flows for month in (*flow.out, *flow.received, *flow.for_others, *flow.passed_on))
    return (moved[0], moved[-1]) if moved else None


def peak(course_: list[Month]) -> Month | None:
    """The month in which most lies out."""
    return max(course_, key=lambda one: one.lies_out, default=None)
