"""What a budget comes to: costs by category, and what pays them, for each partner and period.

A cell is one partner's budget in one period. What is worked out (flat rates, the grant, another currency) is rounded once,
in its cell; all else is addition. So the sums by partner, by period, by category and by source are the same sum.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from utblick.money.amounts import NOUGHT, converted, rounded, share, total

CATEGORIES = ("staff", "office", "travel", "external", "equipment", "infrastructure", "other", "lump")
ENTERED_SOURCES = ("own_cash", "own_kind", "public", "private")
SOURCES = ("grant", *ENTERED_SOURCES)
OWN = ("own_cash", "own_kind")

type Amounts = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Flat:
    """A category that is not filled in: so many per cent of others, themselves filled in or worked out before it."""

    category: str
    percent: Decimal
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How costs are reckoned: which categories are filled in, which follow from them, and which is counted in units."""

    entered: tuple[str, ...]
    flats: tuple[Flat, ...] = ()
    counted: str = ""

    @property
    def categories(self) -> tuple[str, ...]:
        """All that have a sum, in the order of every table."""
        there = {*self.entered, *(flat.category for flat in self.flats)}
        return tuple(category for category in CATEGORIES if category in there)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a budget is reckoned on. `price`: of one unit, where a category is counted in units."""

    method: Method
    grant_percent: Decimal
    price: Decimal = NOUGHT


class Balance:
    """Costs beside what pays them, and what the two come to."""

    __slots__ = ()
    costs: Amounts
    funding: Amounts

    @property
    def cost(self) -> Decimal:
        return total([*self.costs.values()])

    @property
    def funded(self) -> Decimal:
        return total([*self.funding.values()])

    @property
    def own(self) -> Decimal:
        return total([self.funding.get(source, NOUGHT) for source in OWN])

    @property
    def gap(self) -> Decimal:
        """What nobody pays yet; below nought where more is promised than it costs."""
        return self.cost - self.funded


@dataclass(frozen=True, slots=True)
class Cell(Balance):
    partner: int
    period: date
    costs: Amounts = field(default_factory=dict)
    funding: Amounts = field(default_factory=dict)


def costs(entered: Amounts, terms: Terms) -> dict[str, Decimal]:
    """Each category's cost, given what was filled in."""
    method = terms.method
    found = {name: _filled(entered.get(name, NOUGHT), name == method.counted, terms.price) for name in method.entered}
    for flat in method.flats:
        found[flat.category] = share(total([found.get(name, NOUGHT) for name in flat.of]), flat.percent)
    return {category: found[category] for category in method.categories}


def _filled(value: Decimal, counted: bool, price: Decimal) -> Decimal:
    return rounded(value * price) if counted else rounded(value)


def cell(partner: int, period: date, entered: Amounts, terms: Terms) -> Cell:
    """`entered` holds what was filled in of categories and sources alike; the grant is reckoned on the cost."""
    reckoned = costs(entered, terms)
    grant = share(total([*reckoned.values()]), terms.grant_percent)
    promised = {source: rounded(entered.get(source, NOUGHT)) for source in ENTERED_SOURCES}
    return Cell(partner, period, reckoned, {"grant": grant, **promised})


def in_currency(one: Cell, rate: Decimal) -> Cell:
    """The same cell at so many of the other currency for one. What rounding leaves over lies in the grant, so that what is
    balanced stays balanced."""
    turned = {name: converted(amount, rate) for name, amount in one.costs.items()}
    paid = {name: converted(one.funding.get(name, NOUGHT), rate) for name in ENTERED_SOURCES}
    gap = converted(one.gap, rate)
    return Cell(
        one.partner, one.period, turned, {"grant": total([*turned.values()]) - total([*paid.values()]) - gap, **paid}
    )


@dataclass(frozen=True, slots=True)
class Sums(Balance):
    """What some cells come to."""

    costs: Amounts
    funding: Amounts

    @property
    def grant(self) -> Decimal:
        return self.funding.get("grant", NOUGHT)


def sums(cells: Iterable[Cell]) -> Sums:
    kept = list(cells)
    return Sums(_added([one.costs for one in kept]), _added([one.funding for one in kept]))


def _added(parts: list[Amounts]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for part in parts:
        for name, amount in part.items():
            found[name] = found.get(name, NOUGHT) + amount
    return found


def sums_by[K](cells: Iterable[Cell], key: Callable[[Cell], K]) -> dict[K, Sums]:
    """The sums of the cells for each value of a key, in the order in which they come."""
    groups: dict[K, list[Cell]] = {}
    for one in cells:
        groups.setdefault(key(one), []).append(one)
    return {value: sums(group) for value, group in groups.items()}
