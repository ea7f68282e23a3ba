"""A table from the accounts → booked costs: seen row by row first, carried out once, undone as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.journal.models import Entry, record
from utblick.projects.books import categories_of
from utblick.projects.budgeting import tell_step
from utblick.projects.models import Booking, Ledger, Project
from utblick.tables import Fault, UnreadableTable, table_of
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


class Kind(StrEnum):
    NEW = "new"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one row: its number in the file, what would be booked, and why not."""

    row: int
    kind: Kind
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


MOST_ROWS = 5_000
"""So many costs are booked within the time of a request; a project has some hundreds a year."""


def begun(project: Project, *, body: bytes, name: str, by: User) -> Ledger:
    """Keep the table with a first guess of what it holds. Raises UnreadableTable."""
    table = table_of(body)
    if len(table.rows) > MOST_ROWS:
        raise UnreadableTable(Fault.TOO_MANY_ROWS, len(table.rows))
    found = Ledger(project=project, name=name[:200], header=table.header, rows=table.rows, first=table.first, by=by)
    found.columns = guessed(table.header)
    offered = categories_of(project)
    found.category = "other" if "other" in offered else offered[0]
    found.categories = {account: "staff" for account in accounts(found) if account.startswith(STAFF)}
    found.save()
    return found


def guessed(header: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for name, beginnings in NAMES.items():
        for number, heading in enumerate(header):
            if number not in columns.values() and heading.casefold().strip().startswith(beginnings):
                columns.setdefault(name, number)
    return columns


def accounts(found: Ledger) -> list[str]:
    """What stands in the column that tells the category, each once."""
    place = found.columns.get("account")
    return sorted({row[place].strip() for row in found.rows if row[place].strip()}) if place is not None else []


def fates_of(found: Ledger) -> list[Fate]:
    """Of each row, against what is booked now. Rows that hold nothing are passed over."""
    booked = list(Booking.objects.of(found.project))
    vouchers = {one.voucher for one in booked if one.voucher}
    costs = {(one.booked_on, one.amount, one.text) for one in booked if not one.voucher}
    return list(_fates(found, vouchers, costs, timezone.localdate(clock.now())))


def _fates(found: Ledger, vouchers: set[str], costs: set[tuple[date, Any, str]], today: date) -> Iterator[Fate]:
    for number, row in enumerate(found.rows, start=found.first):
        if not any(row):
            continue
        try:
            values = _values(found, row, today)
        except ValidationError as error:
            yield Fate(number, Kind.REFUSED, {"text": _cell(found, row, "text")}, error.messages[0])
            continue
        again = _again(values, vouchers, costs)
        yield Fate(number, Kind.SAME if again else Kind.NEW, values, again)


def _values(found: Ledger, row: Sequence[str], today: date) -> dict[str, Any]:
    """Raises ValidationError, in words, for what cannot be booked."""
    told = {name: _cell(found, row, name) for name in FIELDS}
    day, amount = DAY.clean(told["booked_on"][:10]), AMOUNT.clean(told["amount"])
    if day > today:
        raise ValidationError(_("The day lies ahead."))
    if amount < 0:
        raise ValidationError(_("A credit: lower by hand the cost that it corrects."))
    category = found.categories.get(told["account"]) or found.category
    texts = {"text": told["text"][:200], "voucher": told["voucher"][:60]}
    return {"booked_on": day, "amount": amount, "category": category, **texts}


def _cell(found: Ledger, row: Sequence[str], name: str) -> str:
    place = found.columns.get(name)
    return row[place].strip() if place is not None else ""


def _again(values: Mapping[str, Any], vouchers: set[str], costs: set[tuple[date, Any, str]]) -> str:
    """Why the row is booked already; a voucher may have several rows in one file, and is new or known as a whole."""
    if values["voucher"]:
        return _("The voucher is booked already.") if values["voucher"] in vouchers else ""
    same = (values["booked_on"], values["amount"], values["text"]) in costs
    return _("The same day, amount and text are booked already.") if same else ""


@transaction.atomic
def carry_out(found: Ledger) -> int:
    """Book the new ones. Judged anew: somebody may have booked one meanwhile."""
    locked = Ledger.objects.select_for_update(of=("self",)).select_related("project__step").get(pk=found.pk)
    if locked.state != Ledger.State.DRAFT:
        return 0
    made = [Booking(project=locked.project, **one.values) for one in fates_of(locked) if one.kind == Kind.NEW]
    for booking in made:
        booking.save()
    locked.made = [one.pk for one in made]
    _now(locked, Ledger.State.DONE, Entry.Act.CREATED, {"name": locked.name})
    return len(made)


@transaction.atomic
def undo(found: Ledger) -> tuple[int, int]:
    """Withdraw what it booked; what somebody has changed since stays. How many were withdrawn, and how many stay."""
    brought = list(Booking.objects.of(found.project).filter(pk__in=found.made))
    untouched = [one for one in brought if one.revision == 1]
    for booking in untouched:
        booking.withdraw()
    _now(found, Ledger.State.UNDONE, Entry.Act.WITHDRAWN, {})
    return len(untouched), len(brought) - len(untouched)


@transaction.atomic
def redo(found: Ledger) -> int:
    """Bring back what the undoing withdrew."""
    gone = list(Booking.objects.filter(pk__in=found.made).exclude(withdrawn_at=None).select_related("project__step"))
    for booking in gone:
        booking.restore()
    _now(found, Ledger.State.DONE, Entry.Act.RESTORED, {})
    return len(gone)


def _now(found: Ledger, state: str, act: Entry.Act, told: dict[str, Any]) -> None:
    found.state = state
    found.save()
    record(found, act, before={}, after=told)
    tell_step(found.project)
