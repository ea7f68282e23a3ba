"""The budget as tables: rows of categories and sources, columns of periods or partners, and a sum in both directions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from utblick.money.amounts import NOUGHT
from utblick.projects.book import EURO, KRONOR, Book
from utblick.projects.models import Partner
from utblick.projects.sums.budget import Cell, Sums, sums, sums_by
from utblick.projects.words import CATEGORIES, SOURCES
from utblick.ui.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Row:
    label: str | Promise
    amounts: list[Decimal]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Table:
    """`whole`: the last row, what the rows come to."""

    heads: list[str]
    rows: list[Row]
    whole: Row


def costs_by_period(book: Book, cells: Sequence[Cell]) -> Table:
    assert book.budget
    names = {key: CATEGORIES[key] for key in book.budget.option.method.categories}
    return _by_period(book, cells, names, lambda one: one.costs)


def funding_by_period(book: Book, cells: Sequence[Cell]) -> Table:
    return _by_period(book, cells, SOURCES, lambda one: one.funding)


def _by_period(
    book: Book, cells: Sequence[Cell], names: Mapping[str, Promise], part: Callable[[Sums], Mapping[str, Decimal]]
) -> Table:
    found = sums_by(cells, lambda one: one.period)
    columns = [part(found[one.first]) if one.first in found else {} for one in book.periods]
    every = part(sums(cells))
    rows = [
        Row(label, [column.get(name, NOUGHT) for column in columns], every.get(name, NOUGHT))
        for name, label in names.items()
    ]
    whole = [sum(column.values(), NOUGHT) for column in columns]
    return Table([one.label for one in book.periods], rows, Row(_("In all"), whole, sum(every.values(), NOUGHT)))


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """`share`: of the whole cost, as a part of one."""

    partner: Partner
    sums: Sums
    share: Decimal


def by_partner(book: Book, cells: Sequence[Cell]) -> list[PartnerRow]:
    found, whole = sums_by(cells, lambda one: one.partner), sums(cells).cost
    rows = [(one, found.get(one.pk, Sums({}, {}))) for one in book.partners]
    return [PartnerRow(one, told, _share(told.cost, whole)) for one, told in rows]


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """To a tenth of a per cent."""
    return (part / whole).quantize(Decimal("0.001"), ROUND_HALF_UP) if whole else NOUGHT


@dataclass(frozen=True, slots=True)
class FileRow:
    partner: str
    period: str
    kind: str
    name: str
    amounts: Mapping[str, Decimal]


def file_rows(book: Book) -> list[FileRow]:
    """Each amount on a row of its own, in euro and kronor."""
    views = {currency: book.in_currency(currency) for currency in (EURO, KRONOR)}
    known = {one.pk: str(one) for one in book.partners}
    labels = {one.first: one.label for one in book.periods}
    found = []
    for place, one in enumerate(book.cells):
        at = {currency: cells[place] for currency, cells in views.items() if cells is not None}
        for part, names, kind in (("costs", CATEGORIES, _("Cost")), ("funding", SOURCES, _("Funding"))):
            for name in getattr(one, part):
                amounts = {currency: getattr(cell, part)[name] for currency, cell in at.items()}
                told = FileRow(known[one.partner], labels[one.period], kind, str(names[name]), amounts)
                found.append(told)
    return [row for row in found if any(row.amounts.values())]


def budget_sheet(book: Book) -> Sheet:
    columns: dict[str, Callable[[Any], Any]] = {
        _("Partner"): lambda row: row.partner,
        _("Period"): lambda row: row.period,
        _("Cost or funding"): lambda row: row.kind,
        _("Category or source"): lambda row: row.name,
        _("Euro"): lambda row: row.amounts.get(EURO),
        _("Kronor"): lambda row: row.amounts.get(KRONOR),
    }
    return Sheet(f"{_('Budget')} {book.project}", columns)
