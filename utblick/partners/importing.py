"""Organisations come in from a table, in the background: each row is judged, then the new ones are made; all can be taken back.

A batch of rows is kept whole, with how far it came, or not at all: work that is killed goes on where it was and doubles nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import batched
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from utblick.accounts.models import User
from utblick.journal.models import Entry, record
from utblick.partners.fates import Fate, Kind, Register, Standard, guessed
from utblick.partners.models import Agreement, Contact, Import, ImportRow, Organisation, Person
from utblick.partners.tables import table_of
from utblick.tenancy import scope

AT_A_TIME, KEPT_AT_ONCE = 200, 5_000
State = Import.State
type Work = Callable[[Sequence[ImportRow], Register], None]

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


@transaction.atomic
def begun(*, body: bytes, name: str, by: User) -> Import:
    """Keep the table with a first guess of what its columns hold, ready to be worked on. Raises UnreadableTable."""
    table = table_of(body)
    found = Import(name=name[:200], header=table.header, by=by, kind=Organisation.Kind.MUNICIPALITY)
    found.columns, found.last = guessed(table.header), table.first + len(table.rows) - 1
    found.save()
    told = (ImportRow(of=found, number=n, cells=row) for n, row in enumerate(table.rows, table.first) if any(row))
    for some in batched(told, KEPT_AT_ONCE, strict=False):
        ImportRow.objects.bulk_create(some)
    return found


@transaction.atomic
def begin(found: Import, state: State) -> bool:
    """Set it to work from its first row; False where it is not the time for that."""
    stored = _locked(found)
    if stored.state not in MAY_BEGIN[state]:
        return False
    stored.columns, stored.kind, stored.country = found.columns, found.kind, found.country
    stored.state, stored.begun, stored.position = state, stored.begun + 1, 0
    stored.save()
    found.__dict__.update(stored.__dict__)
    return True


def work_on(found: Import) -> None:
    """To the end of what has been begun; stops where somebody has begun something else, or works on it too."""
    if found.state not in ENDS_AS:
        return
    with _as_the_one_who_brings(found):
        register = Register(found.columns, Standard(found.kind, found.country))
        if found.state == State.JUDGING:
            _recall(found, register)
        while _take(found, register):
            pass


@contextmanager
def _as_the_one_who_brings(found: Import) -> Iterator[None]:
    with scope.acting(found.municipality, found.by):
        secrets = found.by.has_perm("secrets.view")
    acting = scope.acting(found.municipality, found.by, sees_secrets=secrets)
    with acting, translation.override(found.by.language):
        yield


def _recall(found: Import, register: Register) -> None:
    """What the rows before have brought, where the work was cut off."""
    for row in found.rows.filter(number__lte=found.position).iterator():
        register.judged(row.number, row.cells, is_other=row.is_other)


@transaction.atomic
def _take(found: Import, register: Register) -> bool:
    """One batch; whether there may be more."""
    stored = _locked(found)
    if (stored.state, stored.begun, stored.position) != (found.state, found.begun, found.position):
        return False
    rows = list(_to_do(stored)[:AT_A_TIME])
    if rows:
        WORK[State(stored.state)](rows, register)
        stored.position = rows[-1].number
    else:
        _end(stored)
    stored.save()
    found.__dict__.update(stored.__dict__)
    return bool(rows)


def _locked(found: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).get(pk=found.pk)


def _to_do(found: Import) -> QuerySet[ImportRow]:
    rows = found.rows.filter(number__gt=found.position).order_by("number")
    if found.state == State.JUDGING:
        return rows
    return rows.filter(fate=Kind.NEW, made=None) if found.state == State.CARRYING else rows.exclude(made=None)


def _end(stored: Import) -> None:
    act = TOLD_AS.get(State(stored.state))
    if act:
        brought = stored.rows.filter(made__withdrawn_at=None).exclude(made=None).count()
        record(stored, act, before={}, after={"name": stored.name, "organisations": brought})
    stored.state, stored.position = ENDS_AS[State(stored.state)], 0


@transaction.atomic
def tell_other(row: ImportRow) -> bool:
    """That the row is another organisation than it looks like; said once more, that it is not. False when it is too late."""
    stored = _locked(row.of)
    if stored.state != State.DRAFT or not (row.is_other or row.fate == Kind.ALIKE):
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


WORK: dict[State, Work] = {
    State.JUDGING: _judge,
    State.CARRYING: _make,
    State.UNDOING: _withdraw,
    State.REDOING: _restore,
}
