"""Organisations come in from a list: each row is judged, then the new ones are made; all can be taken back."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from utblick.accounts.models import User
from utblick.journal import lists
from utblick.journal.models import Entry, record
from utblick.partners.fates import Fate, Kind, Register, Standard, guessed
from utblick.partners.models import Agreement, Contact, Import, ImportRow, Organisation, Person
from utblick.tables import table_of


def begun(*, body: bytes, name: str, by: User) -> Import:
    """Keep the table with a first guess of what its columns hold, ready to be worked on. Raises UnreadableTable."""
    table = table_of(body)
    found = Import(name=name[:200], by=by, kind=Organisation.Kind.MUNICIPALITY, columns=guessed(table.header))
    lists.keep(found, table)
    return found


@transaction.atomic
def tell_other(row: ImportRow) -> bool:
    """That the row is another organisation than it looks like; said once more, that it is not. False when it is too late."""
    stored = lists.locked(row.of)
    if stored.state != Import.State.DRAFT or not (row.is_other or row.fate == Kind.ALIKE):
        return False
    row.is_other = not row.is_other
    row.fate = Kind.NEW if row.is_other else Kind.ALIKE
    row.save()
    return True


# The work on a batch


def _judge(rows: Sequence[ImportRow], register: Register) -> None:
    for row in rows:
        _note(row, register.judged(row.number, row.cells, is_other=row.is_other))
    ImportRow.objects.bulk_update(rows, ["name", "country", "fate", "reason", "known"])


def _note(row: ImportRow, fate: Fate) -> None:
    row.name, row.country = str(fate.values.get("name", ""))[:200], fate.values.get("country", "")
    row.fate, row.reason = fate.kind, fate.reason[:1000]
    row.known_id = fate.known.pk if fate.known else None


def _make(rows: Sequence[ImportRow], register: Register) -> None:
    """Judged anew: somebody may have added one meanwhile."""
    for row in rows:
        fate = register.judged(row.number, row.cells, is_other=row.is_other)
        _note(row, fate)
        if fate.kind == Kind.NEW:
            row.made = Organisation(**fate.values)
            row.made.save()
    ImportRow.objects.bulk_update(rows, ["name", "country", "fate", "reason", "known", "made"])


def _withdraw(rows: Sequence[ImportRow], _register: Register) -> None:
    """What has been worked with since stays."""
    for organisation in _brought(rows).filter(withdrawn_at=None):
        if not organisation.is_used:  # type: ignore[attr-defined]
            organisation.withdraw()


def _restore(rows: Sequence[ImportRow], _register: Register) -> None:
    for organisation in _brought(rows).exclude(withdrawn_at=None):
        organisation.restore()


def _brought(rows: Sequence[ImportRow]) -> QuerySet[Organisation]:
    """Those that the rows made, each with `is_used`: whether anything has been changed or noted about them since."""
    changes = Entry.objects.filter(kind=Organisation._meta.label_lower, act=Entry.Act.CHANGED)
    participations: Any = Organisation._meta.get_field("participations").related_model
    models: list[Any] = [participations, Agreement, Contact, Person]
    uses = [Q(Exists(model._default_manager.filter(organisation=OuterRef("pk")))) for model in models]
    uses.append(Q(Exists(changes.filter(object_id=OuterRef("pk")))))
    return Organisation.objects.filter(pk__in=[row.made_id for row in rows]).annotate(is_used=reduce(or_, uses))


def _known(found: Import) -> Register:
    return Register(found.columns, Standard(found.kind, found.country))


def _recall(row: ImportRow, register: Register) -> Fate:
    return register.judged(row.number, row.cells, is_other=row.is_other)


def _ended(found: Import, act: Entry.Act) -> None:
    brought = found.rows.filter(made__withdrawn_at=None).exclude(made=None).count()
    record(found, act, before={}, after={"name": found.name, "organisations": brought})


PROCESS = lists.Process(
    known=_known,
    recall=_recall,
    work={
        Import.State.JUDGING: _judge,
        Import.State.CARRYING: _make,
        Import.State.UNDOING: _withdraw,
        Import.State.REDOING: _restore,
    },
    ended=_ended,
)
