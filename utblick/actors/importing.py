"""Local actors come in from a list: each row is judged, then the new ones are made; all can be taken back."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from utblick.accounts.models import User
from utblick.actors import concepts
from utblick.actors.fates import Fate, Kind, Register, guessed
from utblick.actors.models import Import, ImportRow, LocalActor
from utblick.journal import lists
from utblick.journal.models import Entry, Recorded, record
from utblick.tables import table_of


def begun(*, body: bytes, name: str, by: User) -> Import:
    """Keep the table with a first guess of what its columns hold, ready to be worked on. Raises UnreadableTable."""
    table = table_of(body)
    found = Import(name=name[:200], by=by, columns=guessed(table.header))
    lists.keep(found, table)
    return found


def _judge(rows: Sequence[ImportRow], register: Register) -> None:
    for row in rows:
        _note(row, register.judged(row.number, row.cells))
    ImportRow.objects.bulk_update(rows, ["name", "place", "fate", "reason", "known"])


def _note(row: ImportRow, fate: Fate) -> None:
    row.name, row.place = str(fate.values.get("name", ""))[:200], str(fate.values.get("place", ""))[:100]
    row.fate, row.reason, row.known_id = fate.kind, fate.reason[:1000], fate.known


def _make(rows: Sequence[ImportRow], register: Register) -> None:
    """Judged anew: somebody may have added one meanwhile."""
    for row in rows:
        fate = register.judged(row.number, row.cells)
        _note(row, fate)
        if fate.kind == Kind.NEW:
            row.made = LocalActor(**fate.values, concepts=concepts.propose(fate.values["description"]))
            row.made.save()
    ImportRow.objects.bulk_update(rows, ["name", "place", "fate", "reason", "known", "made"])


def _withdraw(rows: Sequence[ImportRow], _register: Register) -> None:
    """What has been worked with since stays."""
    for actor in _brought(rows).filter(withdrawn_at=None):
        if not actor.is_used:  # type: ignore[attr-defined]
            actor.withdraw()


def _restore(rows: Sequence[ImportRow], _register: Register) -> None:
    for actor in _brought(rows).exclude(withdrawn_at=None):
        actor.restore()


def _brought(rows: Sequence[ImportRow]) -> QuerySet[LocalActor]:
    """Those that the rows made, each with `is_used`: whether anything has been changed or noted about them since."""
    changes = Entry.objects.filter(kind=LocalActor._meta.label_lower, act=Entry.Act.CHANGED, object_id=OuterRef("pk"))
    relations: list[Any] = [one for one in LocalActor._meta.related_objects if issubclass(one.related_model, Recorded)]
    noted = [one.related_model._default_manager.filter(**{one.field.name: OuterRef("pk")}) for one in relations]
    is_used = reduce(or_, [Q(Exists(rows)) for rows in (changes, *noted)])
    return LocalActor.objects.filter(pk__in=[row.made_id for row in rows]).annotate(is_used=is_used)


def _recall(row: ImportRow, register: Register) -> Fate:
    return register.judged(row.number, row.cells)


def _ended(found: Import, act: Entry.Act) -> None:
    brought = found.rows.filter(made__withdrawn_at=None).exclude(made=None).count()
    record(found, act, before={}, after={"name": found.name, "actors": brought})


PROCESS = lists.Process(
    known=Register,
    recall=_recall,
    work={
        Import.State.JUDGING: _judge,
        Import.State.CARRYING: _make,
        Import.State.UNDOING: _withdraw,
        Import.State.REDOING: _restore,
    },
    ended=_ended,
)
