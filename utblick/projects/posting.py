"""A list from the accounts → booked costs: seen row by row first, carried out once, undone as a whole."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Sum

from utblick.accounts.models import User
from utblick.journal import lists
from utblick.journal.models import Entry, record
from utblick.money.amounts import NOUGHT, rounded, total
from utblick.projects.books import categories_of
from utblick.projects.budgeting import tell_step
from utblick.projects.fates import Kind, Register, guessed, guessed_categories
from utblick.projects.models import Booking, Ledger, LedgerRow, Project
from utblick.tables import table_of

JUDGED = ["fate", "reason", "booked_on", "category", "amount", "text", "voucher"]


@transaction.atomic
def begun(project: Project, *, body: bytes, name: str, by: User) -> Ledger:
    """Keep the list with a first guess of what it holds, ready to be worked on. Raises UnreadableTable."""
    table = table_of(body)
    offered = categories_of(project)
    category = "other" if "other" in offered else offered[0]
    found = Ledger(project=project, name=name[:200], by=by, category=category, columns=guessed(table.header))
    lists.keep(found, table)
    found.categories = guessed_categories(found)
    found.save()
    return found


@dataclass
class Fates:
    """How many rows there are of each fate, and what would be booked on each category."""

    counts: Counter[str] = field(default_factory=Counter)
    amounts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def amount(self) -> Decimal:
        return total([*self.amounts.values()])


def fates_of(found: Ledger) -> Fates:
    told = Fates()
    rows = found.rows.order_by().values_list("fate", "category").annotate(Count("pk"), Sum("amount"))
    for fate, category, count, amount in rows:
        told.counts[fate] += count
        if fate == Kind.NEW:
            told.amounts[category] = rounded(amount)
    return told


def overdrawn(found: Ledger, amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The categories on which more would be credited than is booked, once the list is carried out: category to its sum."""
    if all(amount >= 0 for amount in amounts.values()):
        return {}
    booked = Booking.objects.of(found.project_id).order_by().values_list("category").annotate(Sum("amount"))
    before = {category: rounded(amount) for category, amount in booked}
    after = {category: before.get(category, NOUGHT) + amount for category, amount in amounts.items()}
    return {category: amount for category, amount in after.items() if amount < 0}


# The work on a batch


def _judge(rows: Sequence[LedgerRow], register: Register) -> None:
    for row in rows:
        register.judge(row)
    LedgerRow.objects.bulk_update(rows, JUDGED)


def _book(rows: Sequence[LedgerRow], register: Register) -> None:
    """Judged anew: somebody may have booked one meanwhile."""
    for row in rows:
        register.judge(row)
        if row.fate == Kind.NEW:
            facts = {name: getattr(row, name) for name in ("booked_on", "category", "amount", "text", "voucher")}
            row.made = Booking(project=register.found.project, **facts)
            row.made.save()
    LedgerRow.objects.bulk_update(rows, [*JUDGED, "made"])


def _withdraw(rows: Sequence[LedgerRow], _register: Register) -> None:
    """What somebody has changed since stays."""
    made = [row.made_id for row in rows if row.made_id]
    changes = Entry.objects.filter(kind=Booking._meta.label_lower, act=Entry.Act.CHANGED, object_id__in=made)
    changed = set(changes.values_list("object_id", flat=True))
    for booking in Booking.objects.current().filter(pk__in=made).select_related("project"):
        if booking.pk not in changed:
            booking.withdraw()


def _restore(rows: Sequence[LedgerRow], _register: Register) -> None:
    gone = Booking.objects.filter(pk__in=[row.made_id for row in rows]).exclude(withdrawn_at=None)
    for booking in gone.select_related("project"):
        booking.restore()


def _ended(found: Ledger, act: Entry.Act) -> None:
    record(found, act, before={}, after={"name": found.name})
    tell_step(found.project)


def _recall(_row: LedgerRow, _register: Register) -> None:
    """A row is judged against what is booked, and not against those before it."""


PROCESS = lists.Process(
    known=Register,
    recall=_recall,
    work={
        Ledger.State.JUDGING: _judge,
        Ledger.State.CARRYING: _book,
        Ledger.State.UNDOING: _withdraw,
        Ledger.State.REDOING: _restore,
    },
    ended=_ended,
)
