"""What would become of each row of a list from the accounts: booked, booked already, or refused and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.journal import clock
from utblick.projects.models import Booking, Ledger, LedgerRow
from utblick.ui.fields import AmountField

FIELDS = ("booked_on", "amount", "account", "text", "voucher")
NEEDED = ("booked_on", "amount")
# What the columns of a ledger are called, folded; the first that begins so is taken.
NAMES: Mapping[str, tuple[str, ...]] = {
    "booked_on": ("bokföringsdatum", "bokf.datum", "datum", "date", "day"),
    "amount": ("belopp", "utfall", "debet", "amount", "summa"),
    "account": ("konto", "kategori", "account", "category"),
    "text": ("text", "beskrivning", "benämning", "description"),
    "voucher": ("verifikation", "verifikat", "ver.nr", "vernr", "ver", "voucher"),
}
# The accounts of Swedish municipalities (Kommun-Bas): class 5 is the cost of labour. The others say too little to guess from.
STAFF = "5"
DAY = forms.DateField(input_formats=["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y"])
AMOUNT = AmountField(min_value=None)
Kind = LedgerRow.Fate


def guessed(header: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for name, beginnings in NAMES.items():
        for number, heading in enumerate(header):
            if number not in columns.values() and heading.casefold().strip().startswith(beginnings):
                columns.setdefault(name, number)
    return columns


def guessed_categories(found: Ledger) -> dict[str, str]:
    """Every account of the list; empty for those of which nothing can be guessed."""
    return {account: "staff" if account.startswith(STAFF) else "" for account in found.accounts()}


class Cost(NamedTuple):
    """What tells a cost without a voucher from another."""

    booked_on: date
    amount: Decimal
    text: str


class Register:
    """What is booked already, by others than the list itself."""

    def __init__(self, found: Ledger) -> None:
        self.found, self.today = found, timezone.localdate(clock.now())
        own = found.rows.exclude(made=None).values("made")
        booked = Booking.objects.of(found.project_id).exclude(pk__in=own).order_by()
        self.vouchers = set(booked.exclude(voucher="").values_list("voucher", flat=True))
        self.costs = set(booked.filter(voucher="").values_list(*Cost._fields))

    def judge(self, row: LedgerRow) -> None:
        """Write in the row what becomes of it."""
        row.text, row.voucher = self._cell(row, "text")[:200], self._cell(row, "voucher")[:60]
        row.booked_on, row.amount, row.category = None, None, ""
        try:
            self._read(row)
        except ValidationError as error:
            row.fate, row.reason = Kind.REFUSED, error.messages[0]
        else:
            row.reason = self._again(row)
            row.fate = Kind.SAME if row.reason else Kind.NEW

    def _read(self, row: LedgerRow) -> None:
        """Raises ValidationError, in words, for what cannot be booked."""
        told_day, told_amount = self._cell(row, "booked_on"), self._cell(row, "amount")
        if not (told_day and told_amount):
            raise ValidationError(_("There is no amount.") if told_day else _("There is no day."))
        day: Any = DAY.clean(told_day[:10])
        if day > self.today:
            raise ValidationError(_("The day lies ahead."))
        row.amount, row.booked_on = AMOUNT.clean(told_amount), day
        if row.amount == 0:
            raise ValidationError(
                _("The amount is nought. If it is a formula: open and save the file in the spreadsheet first.")
            )
        row.category = self.found.categories.get(self._cell(row, "account")) or self.found.category

    def _cell(self, row: LedgerRow, name: str) -> str:
        place = self.found.columns.get(name)
        return str(row.cells[place]).strip() if place is not None else ""

    def _again(self, row: LedgerRow) -> str:
        """Why it is booked already; a voucher may have several rows in one list, and is new or known as a whole."""
        if row.voucher:
            return _("The voucher is booked already.") if row.voucher in self.vouchers else ""
        same = (row.booked_on, row.amount, row.text) in self.costs
        return _("The same day, amount and text are booked already.") if same else ""
