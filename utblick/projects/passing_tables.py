"""The partners' shares as tables and files: what was claimed and passed on, and what is still to come by period."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from utblick.money.amounts import NOUGHT, total
from utblick.projects.book import Book
from utblick.projects.claiming import amounts_of
from utblick.projects.models import Claim, Partner, Project
from utblick.projects.passing import Coming, come
from utblick.projects.sums.claims import Amounts
from utblick.projects.sums.periods import Period, periods
from utblick.ui.sheets import Sheet


@dataclass(frozen=True, slots=True)
class ComingRow:
    """In kronor: a partner's grant, what of it has come and is not passed on, and what is still to come in each period."""

    partner: Partner | None
    grant: Decimal
    come: Decimal
    held: Decimal
    periods: dict[str, Decimal]

    @property
    def to_come(self) -> Decimal:
        return total([*self.periods.values()])

    @property
    def to_pass(self) -> Decimal:
        return self.held + self.to_come

    @property
    def unclaimed(self) -> Decimal:
        """What no claim that is laid out will bring."""
        return max(self.grant - self.come - self.to_come, NOUGHT)


@dataclass(frozen=True, slots=True)
class ComingTable:
    heads: list[str]
    rows: list[ComingRow]
    whole: ComingRow


def coming_by_period(book: Book, asked: Sequence[Coming]) -> ComingTable:
    size = book.budget.period_months if book.budget else 12
    months = [one.month for one in asked]
    found = periods(min(months), max(months), size) if months else []
    rows = [_row(book, partner, asked, found) for partner in book.partners if not partner.is_us]
    rows = [row for row in rows if row.grant or row.come]
    heads = [one.label for one in found]
    return ComingTable(heads, rows, _whole(rows, heads))


def _row(book: Book, partner: Partner, asked: Sequence[Coming], found: Sequence[Period]) -> ComingRow:
    shares = [one for one in book.shares if one.partner_id == partner.pk]
    has_come = come(shares)
    passed = total([one.passed or NOUGHT for one in shares])
    theirs = [one for one in asked if one.partner.pk == partner.pk]
    amounts = {at.label: total([one.amount for one in theirs if at.first <= one.month <= at.last]) for at in found}
    return ComingRow(partner, total([*book.grant_of(partner).values()]), has_come, has_come - passed, amounts)


def _whole(rows: Sequence[ComingRow], heads: Sequence[str]) -> ComingRow:
    grant, has_come, held = (total([getattr(row, name) for row in rows]) for name in ("grant", "come", "held"))
    return ComingRow(None, grant, has_come, held, {at: total([row.periods[at] for row in rows]) for at in heads})


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One partner's part of one claim, ours too; `coming`: what it will still bring, where we pass it on."""

    claim: Claim
    partner: Partner
    amounts: Amounts
    passed_on: date | None = None
    coming: Coming | None = None


def share_rows(book: Book, asked: Sequence[Coming]) -> list[ShareRow]:
    ahead = {(one.claim.pk, one.partner.pk): one for one in asked}
    shares = {(one.claim_id, one.partner_id): one for one in book.shares}
    partners = {one.pk: one for one in book.partners} | {one.partner_id: one.partner for one in book.shares}
    return [
        _share_row(claim, partner, claim if partner.is_us else shares.get((claim.pk, key)), ahead.get((claim.pk, key)))
        for claim in book.claims
        for key, partner in partners.items()
    ]


def _share_row(claim: Claim, partner: Partner, told: Any, coming: Coming | None) -> ShareRow:
    amounts = amounts_of(told) if told else Amounts()
    return ShareRow(claim, partner, amounts, getattr(told, "passed_on", None), coming)


def shares_sheet(project: Project) -> Sheet:
    """`currency`: that of the project; what was paid and passed on is in kronor."""
    currency = project.get_currency_display()
    columns: dict[str, Callable[[ShareRow], Any]] = {
        _("Claim"): lambda row: row.claim.get_kind_display(),
        _("Last day to claim"): lambda row: row.claim.due_on,
        _("Partner"): lambda row: str(row.partner),
        f"{_('Costs')}, {currency}": lambda row: row.amounts.cost,
        f"{_('Certified')}, {currency}": lambda row: row.amounts.certified,
        f"{_('Claimed')}, {currency}": lambda row: row.amounts.asked,
        f"{_('Approved')}, {currency}": lambda row: row.amounts.approved,
        _("Paid, kronor"): lambda row: row.amounts.paid,
        _("Paid on"): lambda row: row.claim.paid_on if row.amounts.paid else None,
        _("Passed on, kronor"): lambda row: row.amounts.passed,
        _("Passed on"): lambda row: row.passed_on,
        _("To pass on, kronor"): lambda row: row.amounts.held,
        _("Still to come, kronor"): lambda row: row.coming.amount if row.coming else None,
        _("Expected in"): lambda row: f"{row.coming.month:%Y-%m}" if row.coming else None,
    }
    return Sheet(f"{_('The partners’ shares')} {project}", columns)
