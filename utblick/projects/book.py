"""The book of a project: budget, bookings and claims together, and what the pages and the report ask of them.

In the municipality's own sums only its own part counts, in kronor: its partners' money is theirs.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from utblick.money.amounts import NOUGHT, share, total
from utblick.projects.models import Budget, Claim, Line, Partner, Project, Share
from utblick.projects.sums.budget import Cell, Sums, cell, in_currency, sums
from utblick.projects.sums.outcome import Account
from utblick.projects.sums.periods import Period, by_month, month_of, periods

KRONOR, EURO = "SEK", "EUR"
Stage = Project.Stage
NOT_GRANTED = (Stage.IDEA, Stage.PREPARATION, Stage.APPLICATION, Stage.REJECTED)


class Cost(NamedTuple):
    """Of a booked cost, what its sums rest on."""

    booked_on: date
    category: str
    amount: Decimal
    in_kind: bool


class Forecast(NamedTuple):
    """What somebody reckons that a category will cost in the end, and why."""

    category: str
    amount: Decimal
    reason: str


@dataclass
class Book:
    """One project's. `budget` None where every version was withdrawn."""

    project: Project
    budget: Budget | None = None
    partners: list[Partner] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    bookings: list[Cost] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    adjustments: list[Forecast] = field(default_factory=list)

    @cached_property
    def periods(self) -> list[Period]:
        """Those that the project's time touches, and any other for which something was filled in."""
        months = self.budget.period_months if self.budget else 12
        first, last = self.project.step.starts_on, self.project.step.ends_on
        asked = periods(first, last or first, months) if first else []
        starts = {one.first for one in asked}
        left_over = [
            Period(day, months if day.month == 1 else 6) for day in {line.period for line in self.lines} - starts
        ]
        return sorted([*asked, *left_over], key=lambda one: one.first)

    @cached_property
    def cells(self) -> list[Cell]:
        """In the currency of the budget, one for each partner and period in which something stands."""
        if self.budget is None:
            return []
        known = {partner.pk for partner in self.partners}
        entered: dict[tuple[int, date], dict[str, Decimal]] = defaultdict(dict)
        for line in self.lines:
            if line.partner_id in known:
                entered[line.partner_id, line.period][line.what] = line.entered
        terms = self.budget.terms
        return [cell(partner, period, facts, terms) for (partner, period), facts in sorted(entered.items())]

    def in_currency(self, currency: str) -> list[Cell] | None:
        """The cells in kronor or euro; None where no rate is stated."""
        if currency == self.project.currency:
            return self.cells
        if self.budget is None or not self.budget.per_euro:
            return None
        rate = self.budget.per_euro if currency == KRONOR else 1 / self.budget.per_euro
        return [in_currency(one, rate) for one in self.cells]

    @property
    def lacks_rate(self) -> bool:
        """What is budgeted or claimed in euro is in no sum in kronor, as no rate is stated."""
        in_euro = self.project.currency == EURO and bool(self.cells or any(one.told for one in self.claims))
        return in_euro and self.in_currency(KRONOR) is None

    @cached_property
    def us(self) -> Partner | None:
        return next((one for one in self.partners if one.is_us), None)

    @property
    def we_lead(self) -> bool:
        return self.us is None or self.us.role == Partner.Role.LEAD

    @cached_property
    def ours(self) -> list[Cell]:
        """Our own cells, in kronor."""
        key = self.us.pk if self.us else None
        return [one for one in self.in_currency(KRONOR) or [] if one.partner == key]

    @cached_property
    def our_sums(self) -> Sums:
        return sums(self.ours)

    @property
    def first(self) -> date:
        return self.project.step.starts_on or date.min

    @property
    def last(self) -> date:
        return self.project.step.ends_on or self.first

    @cached_property
    def planned(self) -> dict[str, dict[date, Decimal]]:
        """Our costs by category and month."""
        by_category: dict[str, dict[Period, Decimal]] = defaultdict(dict)
        for one in self.ours:
            for category, amount in one.costs.items():
                by_category[category][self._period(one.period)] = amount
        return {name: by_month(amounts, self.first, self.last) for name, amounts in by_category.items()}

    @cached_property
    def planned_in_kind(self) -> dict[date, Decimal]:
        amounts = {self._period(one.period): one.funding.get("own_kind", NOUGHT) for one in self.ours}
        return by_month(amounts, self.first, self.last)

    def grant_of(self, partner: Partner) -> dict[date, Decimal]:
        """What the programme will pay for a partner, in kronor and by month."""
        theirs = [one for one in self.in_currency(KRONOR) or [] if one.partner == partner.pk]
        amounts = {self._period(one.period): one.funding["grant"] for one in theirs}
        return by_month(amounts, self.first, self.last)

    def _period(self, first: date) -> Period:
        return next(one for one in self.periods if one.first == first)

    @cached_property
    def booked(self) -> dict[str, dict[date, Decimal]]:
        """Our booked costs by category and month, in kind and not."""
        found: dict[str, dict[date, Decimal]] = defaultdict(lambda: defaultdict(lambda: NOUGHT))
        for one in self.bookings:
            found[one.category][month_of(one.booked_on)] += one.amount
        return found

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """Our costs by category: first those of the budget, then any other that something was booked on."""
        own = self.budget.option.method.categories if self.budget else ()
        adjusted = {one.category: one.amount for one in self.adjustments}
        names = dict.fromkeys([*own, *self.planned, *self.booked, *adjusted])
        return {
            name: Account(self.planned.get(name, {}), self.booked.get(name, {}), adjusted.get(name)) for name in names
        }

    def to_come(self, this_month: date) -> dict[date, Decimal]:
        """What we will still spend, by month: the forecast of the outcome and of the cash flow alike."""
        found: dict[date, Decimal] = defaultdict(lambda: NOUGHT)
        for account in self.accounts.values():
            for month, amount in account.to_come(this_month, self.last).items():
                found[month] += amount
        return found

    def grant_earned(self, this_month: date) -> Decimal:
        """What the programme will pay us by the forecast: its part of what it comes to cost, our part of the grant at most.
        A lump sum is paid whatever it costs."""
        planned, grant = self.our_sums.cost, self.our_sums.grant
        if not planned or "lump" in self.our_sums.costs:
            return grant
        forecast = (self.cost or NOUGHT) + total([*self.to_come(this_month).values()])
        return min(share(max(forecast, NOUGHT), grant * 100 / planned), grant)

    @property
    def cost(self) -> Decimal | None:
        """What it did cost us; None while nothing is booked."""
        return total([one.amount for one in self.bookings]) if self.bookings else None

    @property
    def own(self) -> Decimal | None:
        """Our own part of the cost: of a project whose final claim is paid, what nobody paid; until then, as the budget has it.
        What is spent before a grant, or without one, is all our own."""
        if self.cost is None or self.project.stage in NOT_GRANTED:
            return self.cost
        if self._is_paid_out:
            others = total([self.our_sums.funding.get(name, NOUGHT) for name in ("public", "private")])
            return max(self.cost - self.paid - others, NOUGHT)
        planned = self.our_sums
        return share(self.cost, planned.own * 100 / planned.cost) if planned.cost else self.cost

    @property
    def _is_paid_out(self) -> bool:
        return any(one.kind == Claim.Kind.FINAL and one.paid_on for one in self.claims)

    @property
    def paid(self) -> Decimal:
        return total([one.paid for one in self.claims if one.paid is not None])

    @property
    def held(self) -> Decimal:
        """What has come for partners and is not passed on."""
        return total([(one.paid or NOUGHT) - (one.passed or NOUGHT) for one in self.shares])
