"""Personal data of people outside the municipality: what is held of somebody, the extract, and the erasure.

Erasure is the one thing that cannot be undone. It leaves the row, without what it told of the person, and in the audit trail that
it was done, by whom and why.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.journal import clock, naming
from utblick.journal.erasing import erase_from_trail
from utblick.journal.models import facts
from utblick.journal.personal import Personal, kinds
from utblick.partners import named_files
from utblick.partners.models import Hold
from utblick.partners.named_files import NamedFile
from utblick.tenancy import scope

MOST = 200
LONGEST_KEY = 19  # digits; no row has such a number, and no database takes it


def speaking_of(words: str) -> list[Any]:
    """All that is held under this name or address, also of what was withdrawn, and in the metadata of files."""
    rows = [row for model in kinds().values() for row in _with_whole(model.objects.speaking_of(words))[:MOST]]
    return [*rows, *named_files.speaking_of(words, MOST)]


def found(keys: Collection[str]) -> list[Any]:
    """The rows with these keys (`key_of`) that have not been erased."""
    rows: list[Any] = []
    for name, model in kinds().items():
        told = [pk for kind, _colon, pk in (key.partition(":") for key in keys) if kind == name]
        chosen = [int(pk) for pk in told if pk.isdecimal() and len(pk) < LONGEST_KEY]
        rows += _with_whole(model.objects.known().filter(pk__in=chosen)) if chosen else []
    return [*rows, *named_files.found(keys, MOST)]


def _with_whole(rows: Any) -> Any:
    return rows.select_related(rows.model.held_with) if rows.model.held_with else rows


def key_of(row: Personal | NamedFile) -> str:
    return row.key if isinstance(row, NamedFile) else f"{row._meta.model_name}:{row.pk}"


def due(day: date) -> list[Any]:
    """What has been kept as long as was decided when this day comes, the soonest first; also what is held back."""
    ended = [row for model in kinds().values() for row in _with_whole(model.objects.ended())]
    return sorted((one for one in ended if one.kept_until and one.kept_until < day), key=lambda one: one.kept_until)


def overdue(today: date) -> list[Any]:
    """What is erased on this day: what is due, but for what is held back."""
    held = holds(today)
    return [one for one in due(today) if key_of(one) not in held]


def holds(today: date) -> dict[str, Hold]:
    """What holds a row back, by its key."""
    standing = Hold.objects.standing(today).select_related("by")
    return {f"{one.about_kind.partition('.')[2]}:{one.about_id}": one for one in standing}


@transaction.atomic
def hold_back(row: Any, *, reason: str, until: date, by: User | None) -> Hold:
    """In place of an earlier hold."""
    for earlier in Hold.objects.current().filter(about_kind=row._meta.label_lower, about_id=row.pk):
        earlier.withdraw()
    made = Hold(reason=reason, until=until, by=by)
    made.set_about(row)
    made.save()
    return made


def extract(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """All that these rows tell of the person, in plain values, with why and until when it is kept."""
    return [row.told() if isinstance(row, NamedFile) else _told(row) for row in rows]


def _told(row: Any) -> dict[str, Any]:
    return {
        "kind": str(row._meta.verbose_name),
        "kept_for": row.kept_for,
        "kept_until": row.kept_until,
        **facts(row),
        **row.beside(),
    }


@transaction.atomic
def erase(row: Any, *, reason: str = "") -> bool:
    """Raises Superseded. Done twice it is the same. False for a signed or locked file, which stays as it is."""
    if isinstance(row, NamedFile):
        return row.erase(reason=reason)
    names = [str(getattr(row, name)) for name in row.found_by]
    row.forget()
    for name in row.personal:
        setattr(row, name, "")
    row.erased_at, row.remark = row.erased_at or clock.now(), reason
    row.save()
    erase_from_trail(row, row.personal)
    naming.take_out_everywhere(names, reason=reason)
    return True


def erase_overdue() -> int:
    """In every municipality. Killed half-way and run again, it erases the rest."""
    return sum(erase_overdue_of(municipality) for municipality in Municipality.objects.all())


def erase_overdue_of(municipality: Municipality, by: User | None = None) -> int:
    with scope.acting(municipality, by, sees_secrets=True):
        rows = overdue(timezone.localdate())
        for row in rows:
            erase(row)
    return len(rows)
