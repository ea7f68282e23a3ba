"""Lists that people hand in, such as organisations or vouchers: worked through in the background, row by row, and taken back whole.

A batch of rows is kept whole, with how far it came, or not at all: work that is killed goes on where it was and doubles nothing.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Entry
from utblick.tables import Table
from utblick.tenancy import scope
from utblick.tenancy.planner import tell_planner
from utblick.tenancy.scope import Owned
from utblick.tenancy.turns import let_others_write

AT_A_TIME, FEWEST, KEPT_AT_ONCE = 200, 10, 5_000
SECONDS = 0.5
"""How long a batch should last where nobody else can save anything meanwhile."""
NEW = "new"
"""The fate of a row that something is made of."""


class List(Owned):
    """The file, which of its columns holds what, and how far the work on its rows has come."""

    class State(models.TextChoices):
        JUDGING = "judging", _("The rows are being looked through")
        DRAFT = "draft", _("Not carried out yet")
        CARRYING = "carrying", _("Being carried out")
        DONE = "done", _("Carried out")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        REDOING = "redoing", _("Being brought back")

    name = models.CharField(_("file name"), max_length=200)
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.JUDGING)
    # What is begun anew gets another number, and the work that was under way stops. Within it, the last row that is done.
    begun = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    # The number of its last row, so that it can be said how far the work has come.
    last = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    # What is chosen about the list before its rows are judged.
    chosen: tuple[str, ...] = ("columns",)

    class Meta(Owned.Meta):
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_worked_on(self) -> bool:
        return self.state in ENDS_AS


class ListRow(Owned):
    """One row: its cells, what would become of it and why. A model of it has `of`, its list, and `made`, what came of it."""

    number = models.PositiveIntegerField()  # as the spreadsheet counts
    cells = models.JSONField(default=list)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta(Owned.Meta):
        abstract = True
        ordering = ["number"]


State = List.State
type Work = Callable[[Sequence[Any], Any], None]

MAY_BEGIN: dict[str, tuple[str, ...]] = {
    State.JUDGING: (State.JUDGING, State.DRAFT),
    State.CARRYING: (State.DRAFT,),
    State.UNDOING: (State.DONE,),
    State.REDOING: (State.UNDONE,),
}
ENDS_AS = {
    State.JUDGING: State.DRAFT,
    State.CARRYING: State.DONE,
    State.UNDOING: State.UNDONE,
    State.REDOING: State.DONE,
}
TOLD_AS = {
    State.CARRYING: Entry.Act.CREATED,
    State.UNDOING: Entry.Act.WITHDRAWN,
    State.REDOING: Entry.Act.RESTORED,
}


@dataclass(frozen=True, slots=True)
class Process:
    """What is done with the rows of one kind of list.

    `known`: what they are judged against; `recall`: tells it of a row that was judged before the work was cut off; `work`: on a
    batch, in each state; `ended`: told when what changes anything has come to its end.
    """

    known: Callable[[Any], Any]
    recall: Callable[[Any, Any], object]
    work: Mapping[State, Work]
    ended: Callable[[Any, Entry.Act], None]


@transaction.atomic
def keep(found: List, table: Table) -> None:
    """The list with its rows, ready to be worked on."""
    found.header, found.last = table.header, table.first + len(table.rows) - 1
    found.save()
    meta: Any = found._meta
    rows = meta.get_field("rows").related_model
    told = (rows(of=found, number=n, cells=row) for n, row in enumerate(table.rows, table.first) if any(row))
    for some in batched(told, KEPT_AT_ONCE, strict=False):
        rows.objects.bulk_create(some)


@transaction.atomic
def begin(found: List, state: State) -> bool:
    """Set it to work from its first row; False where it is not the time for that."""
    stored = locked(found)
    if stored.state not in MAY_BEGIN[state]:
        return False
    for name in found.chosen:
        setattr(stored, name, getattr(found, name))
    stored.state, stored.begun, stored.position = state, stored.begun + 1, 0
    stored.save()
    found.__dict__.update(stored.__dict__)
    return True


def work_on(found: List, process: Process) -> None:
    """To the end of what has been begun; stops where somebody has begun something else, or works on it too."""
    if not found.is_worked_on:
        return
    # After a hundred thousand new rows it would read all that the trail holds for each that is taken back.
    tell_planner()
    with _as_the_one_who_brings(found):
        known = process.known(found)
        if found.state == State.JUDGING:
            for row in _rows(found).filter(number__lte=found.position).iterator():
                process.recall(row, known)
        most, began = AT_A_TIME, time.monotonic()
        while taken := _take(found, process, known, most):
            if taken == most and connection.vendor == "sqlite":
                most = _fitting(most, time.monotonic() - began)
                let_others_write()
            began = time.monotonic()


def _fitting(most: int, seconds: float) -> int:
    """How many rows the next batch should have, after one of so many took so long."""
    return min(AT_A_TIME, max(FEWEST, int(most * SECONDS / max(seconds, 0.001))))


@contextmanager
def _as_the_one_who_brings(found: List) -> Iterator[None]:
    with scope.acting(found.municipality, found.by):
        secrets = found.by.has_perm("secrets.view")
    acting = scope.acting(found.municipality, found.by, sees_secrets=secrets)
    with acting, translation.override(found.by.language):
        yield


@transaction.atomic
def _take(found: List, process: Process, known: Any, most: int) -> int:
    """One batch; how many rows it had, none where there is no more to do here."""
    stored = locked(found)
    if (stored.state, stored.begun, stored.position) != (found.state, found.begun, found.position):
        return 0
    rows = list(_to_do(stored)[:most])
    if rows:
        process.work[State(stored.state)](rows, known)
        stored.position = rows[-1].number
    else:
        act = TOLD_AS.get(State(stored.state))
        stored.state, stored.position = ENDS_AS[State(stored.state)], 0
        if act:
            process.ended(stored, act)
    stored.save()
    found.__dict__.update(stored.__dict__)
    return len(rows)


def locked[L: List](found: L) -> L:
    rows: Any = type(found)._default_manager.select_for_update(of=("self",))
    stored: L = rows.get(pk=found.pk)
    return stored


def _rows(found: List) -> "models.QuerySet[Any]":
    rows: models.QuerySet[Any] = found.rows.order_by("number")  # type: ignore[attr-defined]
    return rows


def _to_do(found: List) -> "models.QuerySet[Any]":
    rows = _rows(found).filter(number__gt=found.position)
    if found.state == State.JUDGING:
        return rows
    return rows.filter(fate=NEW, made=None) if found.state == State.CARRYING else rows.exclude(made=None)
