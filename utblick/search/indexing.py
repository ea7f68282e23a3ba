"""Puts objects into the index and takes them out. Texts go in as stems, so that both databases find alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection, transaction

from utblick import lexicon
from utblick.lexicon import tokens
from utblick.search.models import Row
from utblick.tenancy import scope

TABLE = Row._meta.db_table
REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index needs to know of one object. No municipality: found by all (the item pages check the rest)."""

    kind: str
    object_id: int
    title: str
    text: str
    language: str = "sv"
    municipality_id: int | None = None
    secret: bool = False
    url: str = ""


def put(entries: Sequence[Entry]) -> None:
    """Index these, in place of what was known of them."""
    if not entries:
        return
    stems = [stems_of(entry) for entry in entries]
    with transaction.atomic():
        before = _numbers(entries)
        _write_rows(entries)
        numbers = _numbers(entries)
        places = [(entry.kind, entry.object_id) for entry in entries]
        _forget_stems([numbers[place] for place in dict.fromkeys(places) if place in before])
        _write_stems(dict(zip((numbers[place] for place in places), stems, strict=True)))


def _write_rows(entries: Sequence[Entry]) -> None:
    """Plain SQL: with a thousand rows at a time Django's own statement costs more than the database's work."""
    sql = (
        f"INSERT INTO {TABLE} (kind, object_id, title, municipality_id, secret, url) VALUES (%s, %s, %s, %s, %s, %s) "  # noqa: S608
        "ON CONFLICT (kind, object_id) DO UPDATE SET title = excluded.title, municipality_id = excluded.municipality_id, "
        "secret = excluded.secret, url = excluded.url"
    )
    rows = [(e.kind, e.object_id, e.title[:300], e.municipality_id, e.secret, e.url) for e in entries]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _numbers(entries: Sequence[Entry]) -> dict[tuple[str, int], int]:
    """The rows of these objects, where they have one."""
    found: dict[tuple[str, int], int] = {}
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.object_id)
    with connection.cursor() as cursor:
        for kind, ids in by_kind.items():
            marks = ",".join(["%s"] * len(ids))
            sql = f"SELECT object_id, id FROM {TABLE} WHERE kind = %s AND object_id IN ({marks})"  # noqa: S608
            cursor.execute(sql, [kind, *ids])
            found.update(((kind, object_id), pk) for object_id, pk in cursor.fetchall())
    return found


def remove(kind: str, object_ids: Sequence[int]) -> None:
    """Take these out, and (on SQLite by a trigger of the migration) their stems."""
    with scope.everywhere():
        Row.objects.filter(kind=kind, object_id__in=object_ids).delete()


def stems_of(entry: Entry) -> str:
    """Title and text as stems, with the marks that filters use: `kindgoalsgoal`, `muni12`, `world`."""
    words = tokens.words(f"{entry.title}\n{entry.text}")
    stems = map(_stems_in(entry.language).__getitem__, words)
    return " ".join([mark_of_kind(entry.kind), mark_of_place(entry.municipality_id), *stems])


class Stems(dict[str, str]):
    """The stems of each word of one language, remembered: most words of a text have been met before."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        stems = self[word] = " ".join(lexicon.engine().stems(word, self._language))
        return stems


@lru_cache(maxsize=8)
def _stems_in(language: str) -> Stems:
    return Stems(language)


@lru_cache(maxsize=64)
def mark_of_kind(kind: str) -> str:
    return "kind" + "".join(letter for letter in kind if letter.isalnum())


def mark_of_place(municipality_id: int | None) -> str:
    return f"muni{municipality_id}" if municipality_id else "world"


def _forget_stems(ids: Sequence[int]) -> None:
    if connection.vendor == "sqlite" and ids:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_stems WHERE rowid = %s", [[pk] for pk in ids])


def _write_stems(stems: Mapping[int, str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("INSERT INTO search_stems(rowid, stems) VALUES (%s, %s)", list(stems.items()))
        else:
            cursor.executemany(
                f"UPDATE {TABLE} SET stems = to_tsvector('simple', %s) WHERE id = %s",  # noqa: S608
                [(text, pk) for pk, text in stems.items()],
            )
