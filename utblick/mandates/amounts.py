"""Amounts as a mandate's limit is written: in kronor, a euro amount at the rate of the day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from utblick.money import reference
from utblick.money.amounts import converted
from utblick.money.rates import NoRate, Rate


@dataclass(frozen=True, slots=True)
class Amount:
    """Kronor, and where they were reckoned from euro, from how many at which rate."""

    kronor: Decimal
    euro: Decimal | None = None
    rate: Rate | None = None


def of_euro(euro: Decimal, on: date) -> Amount:
    """At the rate of the day, or the newest that is known: which one is kept with the decision."""
    rates = reference.rates()
    try:
        rate = rates.at(on)
    except NoRate:
        rate = rates.at(rates.last)
    return Amount(converted(euro, rate.per_euro), euro, rate)
