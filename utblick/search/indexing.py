"""Puts objects into the index and takes them out. Texts go in as stems, so that both databases find alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection, transaction

from utblick import lexicon
from utblick.lexicon import tokens
from utblick.search.models import Row
from utblick.tenancy import scope

TABLE = Row._meta.db_table
REMEMBERED = 50_000
KEPT = 100_000
"""Letters of a text that are kept to show passages from."""
LAYOUT = 1
"""Another number where objects are to be found by something else than before: then all are put in anew (renewing)."""
REPLACES = (
    "ON CONFLICT (kind, object_id) DO UPDATE SET title = excluded.title, municipality_id = excluded.municipality_id, "
    "secret = excluded.secret, url = excluded.url, came_on = excluded.came_on, text = excluded.text"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index needs to know of one object. No municipality: found by all (the item pages check the rest).

    `beside`: words that it is found by as well, of which nothing is kept but their stems.
    """

    kind: str
    object_id: int
    title: str
    text: str
    language: str = "sv"
    municipality_id: int | None = None
    secret: bool = False
    url: str = ""
    came_on: date | None = None
    beside: str = ""


def put(entries: Sequence[Entry]) -> None:
    """Index these, in place of what was known of them.

    In plain SQL: with a thousand rows at a time Django's own statement costs more than the database's work.
    """
    rows = {
        (e.kind, e.object_id): (
            *(e.kind, e.object_id, e.title[:300], e.municipality_id, e.secret, e.url, e.came_on, kept_of(e)),
            stems_of(e),
        )
        for e in entries
    }
    if not rows:
        return
    # Without a savepoint of its own: at each the full-text table writes out what it holds.
    with transaction.atomic(savepoint=False):
        (_put_in_two if connection.vendor == "sqlite" else _put_whole)(rows)


type Place = tuple[str, int]
"""Kind and object: where a row stands."""

type Told = Mapping[Place, tuple[str, int, str, int | None, bool, str, date | None, str, str]]
"""By place, the columns of its row and last its stems."""


def _put_whole(told: Told) -> None:
    """One statement with a list for each column, and each row written once, with its stems."""
    sql = (
        f"INSERT INTO {TABLE} (kind, object_id, title, municipality_id, secret, url, came_on, text, stems) "  # noqa: S608
        "SELECT kind, object_id, title, municipality_id, secret, url, came_on, text, strip(to_tsvector('simple', words)) FROM "
        "unnest(%s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::boolean[], %s::text[], %s::date[], %s::text[], "
        "%s::text[]) AS told (kind, object_id, title, municipality_id, secret, url, came_on, text, words) "
        f"{REPLACES}, stems = excluded.stems"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(column) for column in zip(*told.values(), strict=True)])


def _put_in_two(told: Told) -> None:
    """The rows, and their stems in the table beside."""
    sql = (
        f"INSERT INTO {TABLE} (kind, object_id, title, municipality_id, secret, url, came_on, text) "  # noqa: S608
        f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s) {REPLACES}"
    )
    before = _numbers(told)
    with connection.cursor() as cursor:
        cursor.executemany(sql, [row[:-1] for row in told.values()])
        numbers = _numbers(told)
        cursor.executemany("DELETE FROM search_stems WHERE rowid = %s", [[pk] for pk in before.values()])
        stems = [(numbers[place], row[-1]) for place, row in told.items()]
        cursor.executemany("INSERT INTO search_stems(rowid, stems) VALUES (%s, %s)", stems)


def _numbers(places: Iterable[Place]) -> dict[Place, int]:
    """The rows of these objects, where they have one."""
    found: dict[Place, int] = {}
    by_kind: dict[str, list[int]] = {}
    for kind, object_id in places:
        by_kind.setdefault(kind, []).append(object_id)
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


def kept_of(entry: Entry) -> str:
    """What passages are taken from. What belongs to nobody, items, has its text in its own table, and there are millions."""
    return entry.text[:KEPT] if entry.municipality_id else ""


def stems_of(entry: Entry) -> str:
    """Title, text and what stands beside them as stems, those of the title once more as such, and the marks that filters use.

    The marks: `kindgoalsgoal`, `muni12`.
    """
    title, stems = tokens.words(entry.title), _stems_in(entry.language)
    words = map(stems.__getitem__, [*title, *tokens.words(entry.text), *tokens.words(entry.beside)])
    in_titles = map(_title_stems_in(entry.language).__getitem__, title)
    return " ".join([mark_of_kind(entry.kind), mark_of_place(entry.municipality_id), *in_titles, *words])


class Stems(dict[str, str]):
    """The stems of each word of one language, remembered: most words of a text have been met before."""

    def __init__(self, language: str, mark: Callable[[str], str] = str) -> None:
        self._language, self._mark = language, mark

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        stems = self[word] = " ".join(map(self._mark, lexicon.engine().stems(word, self._language)))
        return stems


@lru_cache(maxsize=8)
def _stems_in(language: str) -> Stems:
    return Stems(language)


@lru_cache(maxsize=8)
def _title_stems_in(language: str) -> Stems:
    return Stems(language, in_title)


def in_title(stem: str) -> str:
    """The stem as it stands in the index where it is one of the title's: both databases then find titles by plain words."""
    return f"t0{stem}"


@lru_cache(maxsize=64)
def mark_of_kind(kind: str) -> str:
    return "kind" + "".join(letter for letter in kind if letter.isalnum())


def mark_of_place(municipality_id: int | None) -> str:
    return f"muni{municipality_id}" if municipality_id else "world"
