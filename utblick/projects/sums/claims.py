"""What is claimed for a whole project, partner by partner: the programme pays the lead, who passes on what is not its own.

All is addition, so that the sums by claim, by partner and of all are the same sum.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from utblick.money.amounts import NOUGHT, total


@dataclass(frozen=True, slots=True)
class Amounts:
    """`held`: what has been paid to us for others, and is not passed on yet."""

    cost: Decimal = NOUGHT
    certified: Decimal = NOUGHT
    asked: Decimal = NOUGHT
    approved: Decimal = NOUGHT
    paid: Decimal = NOUGHT
    passed: Decimal = NOUGHT
    held: Decimal = NOUGHT


@dataclass(frozen=True, slots=True)
class Portion:
    """One partner's of one claim."""

    claim: int
    partner: int
    amounts: Amounts


def sums(portions: Iterable[Portion]) -> Amounts:
    kept = [one.amounts for one in portions]
    return Amounts(*(total([getattr(one, field.name) for one in kept]) for field in fields(Amounts)))


def sums_by(portions: Iterable[Portion], key: Callable[[Portion], int]) -> dict[int, Amounts]:
    groups: dict[int, list[Portion]] = {}
    for one in portions:
        groups.setdefault(key(one), []).append(one)
    return {value: sums(group) for value, group in groups.items()}
