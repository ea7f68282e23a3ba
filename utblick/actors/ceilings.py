"""De minimis: how much small aid an undertaking may be given over three years. Pure: dates and euros in, what is left out.

The ceiling is counted over any three years, not by calendar year: each day looks back to the same day three years before.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

RULES = Path(__file__).parent / "de_minimis.toml"
NEAR = Decimal("0.8")
"""From which part of the ceiling it is time to warn."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A rule as it stands from a day on; its source in Swedish and English. `checked` None: to check, the text was not at hand."""

    since: date
    euros: Decimal
    years: int
    source: Mapping[str, str]
    where: Mapping[str, str]
    checked: date | None


@dataclass(frozen=True, slots=True)
class Given:
    """One aid: the day on which the right to it was given."""

    on: date
    euros: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """How an undertaking stands on a day. `worst`: the most that falls within three years from that day's window on."""

    ceiling: Ceiling
    total: Decimal
    worst: Decimal

    @property
    def left(self) -> Decimal:
        return max(self.ceiling.euros - self.worst, Decimal(0))

    @property
    def is_over(self) -> bool:
        return self.worst > self.ceiling.euros

    @property
    def is_near(self) -> bool:
        return not self.is_over and self.worst >= self.ceiling.euros * NEAR


def standing(aids: Sequence[Given], day: date) -> Standing:
    """What the aids come to in the three years to the day, and in any three years that hold the day and later aid."""
    rule = ceiling(day)
    ends = [day, *(aid.on for aid in aids if day < aid.on < day + relativedelta(years=rule.years))]
    return Standing(rule, within(aids, day, rule.years), max(within(aids, end, rule.years) for end in ends))


def within(aids: Sequence[Given], day: date, years: int) -> Decimal:
    """What was given in so many years up to and with the day."""
    before = day - relativedelta(years=years)
    return sum((aid.euros for aid in aids if before < aid.on <= day), Decimal("0.00"))


def ceiling(day: date) -> Ceiling:
    """The rule that stands on the day; before the first, the first."""
    rules = ceilings()
    return max((rule for rule in rules if rule.since <= day), key=lambda rule: rule.since, default=rules[0])


@cache
def ceilings() -> tuple[Ceiling, ...]:
    told = tomllib.loads(RULES.read_text("utf-8"), parse_float=Decimal)
    return tuple(sorted((_ceiling(one) for one in told["ceiling"]), key=lambda rule: rule.since))


def _ceiling(told: dict[str, Any]) -> Ceiling:
    return Ceiling(
        since=told["since"],
        euros=Decimal(told["euros"]),
        years=told["years"],
        source=told["source"],
        where=told["where"],
        checked=told.get("checked"),
    )
