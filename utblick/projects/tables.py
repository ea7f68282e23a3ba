"""Budget and outcome as tables and files: rows of categories and sources, columns of periods or partners, summed both ways."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from utblick.money.amounts import NOUGHT, total
from utblick.projects.book import EURO, KRONOR, Book
from utblick.projects.models import Booking, Partner, Project
from utblick.projects.sums.budget import Cell, Sums, sums, sums_by
from utblick.projects.sums.outcome import Part, by_period
from utblick.projects.sums.periods import Period
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


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A category, or all of them: planned, booked and forecast in each period and in all."""

    label: str | Promise
    periods: list[tuple[Decimal, Decimal, Decimal]]
    whole: tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    heads: list[str]
    rows: list[OutcomeRow]
    whole: OutcomeRow


def parts_of(book: Book, this_month: date) -> list[Part]:
    size = book.budget.period_months if book.budget else 12
    return by_period(book.accounts, this_month=this_month, last=book.last, size=size)


def outcome_by_period(parts: Sequence[Part]) -> OutcomeTable:
    found = sorted({one.period for one in parts}, key=lambda one: one.first)
    names = dict.fromkeys(one.category for one in parts)
    rows = [_outcome_row(CATEGORIES[name], [one for one in parts if one.category == name], found) for name in names]
    return OutcomeTable([one.label for one in found], rows, _outcome_row(_("In all"), parts, found))


def _outcome_row(label: str | Promise, parts: Sequence[Part], found: Sequence[Period]) -> OutcomeRow:
    return OutcomeRow(label, [_added([one for one in parts if one.period == at]) for at in found], _added(parts))


def _added(parts: Sequence[Part]) -> tuple[Decimal, Decimal, Decimal]:
    planned, booked, forecast = ([getattr(one, name) for one in parts] for name in ("planned", "booked", "forecast"))
    return total(planned), total(booked), total(forecast)


def outcome_sheet(book: Book) -> Sheet:
    columns: dict[str, Callable[[Part], Any]] = {
        _("Category"): lambda one: str(CATEGORIES[one.category]),
        _("Period"): lambda one: one.period.label,
        _("Budget, kronor"): lambda one: one.planned,
        _("Booked, kronor"): lambda one: one.booked,
        _("Forecast, kronor"): lambda one: one.forecast,
        _("Forecast against budget, kronor"): lambda one: one.forecast - one.planned,
    }
    return Sheet(f"{_('Outcome')} {book.project}", columns)


def bookings_sheet(project: Project) -> Sheet:
    columns: dict[str, Callable[[Booking], Any]] = {
        _("Day"): lambda one: one.booked_on,
        _("Category"): lambda one: one.get_category_display(),
        _("What for"): lambda one: one.text,
        _("Voucher"): lambda one: one.voucher,
        _("Kronor"): lambda one: one.amount,
        _("In kind"): lambda one: _("yes") if one.in_kind else "",
    }
    return Sheet(f"{_('Booked costs')} {project}", columns)
