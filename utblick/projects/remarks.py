"""What a budget does not yet agree with: told beside it, never a hindrance."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from utblick.money.amounts import NOUGHT
from utblick.projects.book import Book
from utblick.projects.programmes import Note
from utblick.projects.sums.budget import Sums, sums
from utblick.ui.templatetags.ui import money, percent


@dataclass(frozen=True, slots=True)
class Remark:
    """`note`: the rule that it rests on, where there is one."""

    text: str | Promise
    color: str = "warning"
    note: Note | None = None


def remarks(book: Book) -> list[Remark]:
    if book.budget is None or not book.cells:
        return []
    whole = sums(book.cells)
    return [*_gaps(book, whole), *_grant(book, whole), *_lump(book, whole), *_strays(book)]


def _gaps(book: Book, whole: Sums) -> Iterator[Remark]:
    currency = book.project.currency
    if whole.gap > 0:
        yield Remark(_("%(amount)s is not financed yet.") % {"amount": money(whole.gap, currency)})
    elif whole.gap < 0:
        yield Remark(_("%(amount)s more is promised than it costs.") % {"amount": money(-whole.gap, currency)})
    elif any(one.gap for one in book.cells):
        yield Remark(_("The whole is financed, but one partner or period has too much and another too little."))


def _grant(book: Book, whole: Sums) -> Iterator[Remark]:
    assert book.budget
    most = book.project.programme.grant_percent
    if most is not None and book.budget.grant_percent > most:
        note = next(iter(book.project.programme.notes), None)
        facts = {"most": percent(most / 100), "asked": percent(book.budget.grant_percent / 100)}
        yield Remark(
            _("The budget counts on %(asked)s from the programme, which gives %(most)s at most.") % facts, note=note
        )
    kind = whole.funding.get("own_kind", NOUGHT)
    if kind and whole.grant > whole.cost - kind:
        yield Remark(_("The grant is more than what is paid in money: what is in kind cannot be turned into money."))


def _lump(book: Book, whole: Sums) -> Iterator[Remark]:
    assert book.budget
    lumps, asked = book.budget.option.lumps, whole.costs.get("lump", Decimal(0))
    if lumps and asked and asked not in lumps:
        told = ", ".join(money(one, book.project.currency) for one in lumps)
        yield Remark(_("The lump sums that exist are: %(lumps)s.") % {"lumps": told}, note=book.budget.option.note)


def _strays(book: Book) -> Iterator[Remark]:
    step = book.project.step
    if not step.starts_on or not step.ends_on:
        yield Remark(
            _("The project has no first and last day yet: write them in the step, so that the periods are right.")
        )
        return
    stray = [one.label for one in book.periods if one.last < step.starts_on or one.first > step.ends_on]
    if stray:
        told = _("There are amounts outside the project's time, in %(periods)s. They count until you clear them.")
        yield Remark(told % {"periods": ", ".join(stray)})
