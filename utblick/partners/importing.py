"""Organisations come in from a table: all of it or nothing, and the whole can be taken back."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from utblick.accounts.models import User
from utblick.journal.models import Entry, record
from utblick.partners.fates import Fate, Kind, Standard, fates, guessed
from utblick.partners.models import Agreement, Contact, Import, Organisation, Person
from utblick.partners.tables import table_of


def begun(*, body: bytes, name: str, by: User) -> Import:
    """Keep the table with a first guess of what its columns hold. Raises UnreadableTable."""
    table = table_of(body)
    found = Import(name=name[:200], header=table.header, rows=table.rows, first=table.first, by=by)
    found.columns, found.kind = guessed(table.header), Organisation.Kind.MUNICIPALITY
    found.save()
    return found


def fates_of(found: Import, others: Iterable[int] = ()) -> list[Fate]:
    """What would become of each row, against the register as it is now."""
    standard = Standard(found.kind, found.country)
    return list(fates(found.rows, found.columns, standard, first=found.first, others=frozenset(others)))


@transaction.atomic
def carry_out(found: Import, others: Iterable[int] = ()) -> list[Organisation]:
    """Make the new ones. Judged anew: somebody may have added one meanwhile."""
    locked = Import.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if locked.state != Import.State.DRAFT:
        return []
    made = [Organisation(**one.values) for one in fates_of(locked, others) if one.kind == Kind.NEW]
    for organisation in made:
        organisation.save()
    locked.made, locked.state = [one.pk for one in made], Import.State.DONE
    locked.save()
    record(locked, Entry.Act.CREATED, before={}, after={"name": locked.name, "organisations": len(made)})
    return made


@transaction.atomic
def undo(found: Import) -> tuple[int, list[Organisation]]:
    """Withdraw what it brought; what has been worked with since stays. How many were withdrawn, and those that stayed."""
    brought = list(_brought(found).filter(withdrawn_at=None))
    kept = [one for one in brought if one.revision > 1 or one.is_used]  # type: ignore[attr-defined]
    for organisation in brought:
        if organisation not in kept:
            organisation.withdraw()
    _now(found, Import.State.UNDONE, Entry.Act.WITHDRAWN)
    return len(brought) - len(kept), kept


@transaction.atomic
def redo(found: Import) -> int:
    """Bring back what the undoing withdrew."""
    gone = list(_brought(found).exclude(withdrawn_at=None))
    for organisation in gone:
        organisation.restore()
    _now(found, Import.State.DONE, Entry.Act.RESTORED)
    return len(gone)


def _now(found: Import, state: str, act: Entry.Act) -> None:
    found.state = state
    found.save()
    record(found, act, before={}, after={})


def _brought(found: Import) -> QuerySet[Organisation]:
    """Those that it made, each with `is_used`: whether anything has been noted about them since."""
    participations: Any = Organisation._meta.get_field("participations").related_model
    models: list[Any] = [participations, Agreement, Contact, Person]
    uses = [Q(Exists(model._default_manager.filter(organisation=OuterRef("pk")))) for model in models]
    return Organisation.objects.filter(pk__in=found.made).annotate(is_used=reduce(or_, uses))
