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
from utblick.journal import clock, mentions, naming
from utblick.journal.erasing import erase_from_trail
from utblick.journal.mentions import LABEL, Names, TooCommon
from utblick.journal.models import facts
from utblick.journal.personal import Personal, kinds
from utblick.partners import mentioned, named_files
from utblick.partners.mentioned import Mention
from utblick.partners.models import Hold
from utblick.partners.named_files import NamedFile
from utblick.tenancy import scope

MOST = 200
PARTS = 5  # of the key of a text
LONGEST_KEY = 19  # digits; no row has such a number, and no database takes it


def speaking_of(words: str) -> list[Any]:
    """All that is held under this name or address, also of what was withdrawn, and in the metadata of files."""
    rows = [row for model in kinds().values() for row in _with_whole(model.objects.speaking_of(words))[:MOST]]
    return [*rows, *named_files.speaking_of(words, MOST)]


def written_of(words: str, held: Iterable[Any]) -> list[Mention]:
    """Where running text names whom these words are held of (`speaking_of`), by name or address. Raises TooCommon."""
    if not mentioned.may_be_a_name(words):
        return []
    rows = [one for one in held if isinstance(one, Personal)]
    names = [words, *(str(getattr(one, name)) for one in rows for name in one.found_by)]
    besides = {(one._meta.label_lower, one.pk, name) for one in rows for name in (*one.personal, LABEL)}
    return mentioned.speaking_of(Names(filter(mentioned.may_be_a_name, names)), words, besides)[:MOST]


def found(keys: Collection[str]) -> list[Any]:
    """The rows with these keys (`key_of`) that have not been erased."""
    rows: list[Any] = []
    for name, model in kinds().items():
        told = [pk for kind, _colon, pk in (key.partition(":") for key in keys) if kind == name]
        chosen = [int(pk) for pk in told if pk.isdecimal() and len(pk) < LONGEST_KEY]
        rows += _with_whole(model.objects.known().filter(pk__in=chosen)) if chosen else []
    return [*rows, *named_files.found(keys, MOST), *_written(keys)]


def _written(keys: Collection[str]) -> list[Mention]:
    """The page sends what was found by the words of one search."""
    told = [key.split(":", 4) for key in keys]
    words = next((one[4] for one in told if one[0] == mentioned.KEY and len(one) == PARTS), "")
    try:
        return [one for one in written_of(words, speaking_of(words)) if one.key in set(keys)]
    except TooCommon:
        return []


def _with_whole(rows: Any) -> Any:
    return rows.select_related(rows.model.held_with) if rows.model.held_with else rows


def key_of(row: Personal | NamedFile | Mention) -> str:
    return row.key if isinstance(row, NamedFile | Mention) else f"{row._meta.model_name}:{row.pk}"


def hold_key(row: Personal | NamedFile | Mention) -> str:
    """By which `holds` knows it; a text is held back with the row that it stands in."""
    return row.held_as if isinstance(row, Mention) else key_of(row)


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
    return [row.told() if isinstance(row, NamedFile | Mention) else _told(row) for row in rows]


def _told(row: Any) -> dict[str, Any]:
    return {
        "kind": str(row._meta.verbose_name),
        "kept_for": row.kept_for,
        "kept_until": row.kept_until,
        **facts(row),
        **row.beside(),
    }


def erase_each(rows: Iterable[Any], *, reason: str) -> list[Any]:
    """Returns those that stay as they are."""
    rows = list(rows)
    kept = [row for row in rows if not erase(row, reason=reason)]
    for names in {id(one.names): one.names for one in rows if isinstance(one, Mention)}.values():
        mentions.index_anew(names)
    return kept


@transaction.atomic
def erase(row: Any, *, reason: str = "") -> bool:
    """Raises Superseded. Done twice it is the same. False for what stays as it is, such as a signed or locked file."""
    if isinstance(row, NamedFile | Mention):
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
