"""Puts objects into the index and takes them out. Texts go in as stems, so that both databases find alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from utblick import lexicon
from utblick.search.models import Row
from utblick.tenancy import scope


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
    with transaction.atomic(), scope.everywhere():
        rows = Row.objects.bulk_create(
            [
                Row(
                    kind=entry.kind,
                    object_id=entry.object_id,
                    title=entry.title[:300],
                    municipality_id=entry.municipality_id,
                    secret=entry.secret,
                    url=entry.url,
                )
                for entry in entries
            ],
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["title", "municipality", "secret", "url"],
        )
        _write_stems([row.pk for row in rows], stems)


def remove(kind: str, object_ids: Sequence[int]) -> None:
    with transaction.atomic(), scope.everywhere():
        ids = list(Row.objects.filter(kind=kind, object_id__in=object_ids).values_list("pk", flat=True))
        if connection.vendor == "sqlite" and ids:
            with connection.cursor() as cursor:
                cursor.executemany("DELETE FROM search_stems WHERE rowid = %s", [[pk] for pk in ids])
        Row.objects.filter(pk__in=ids).delete()


def stems_of(entry: Entry) -> str:
    """Title and text as stems, with the marks that filters use: `kindgoalsgoal`, `muni12`, `world`."""
    words = lexicon.engine().stems(f"{entry.title}\n{entry.text}", entry.language)
    return " ".join([mark_of_kind(entry.kind), mark_of_place(entry.municipality_id), *words])


def mark_of_kind(kind: str) -> str:
    return "kind" + "".join(letter for letter in kind if letter.isalnum())


def mark_of_place(municipality_id: int | None) -> str:
    return f"muni{municipality_id}" if municipality_id else "world"


def _write_stems(ids: Sequence[int], stems: Sequence[str]) -> None:
    pairs = list(zip(ids, stems, strict=True))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("DELETE FROM search_stems WHERE rowid = %s", [[pk] for pk, _ in pairs])
            cursor.executemany("INSERT INTO search_stems(rowid, stems) VALUES (%s, %s)", pairs)
        else:
            cursor.executemany(
                "UPDATE search_row SET stems = to_tsvector('simple', %s) WHERE id = %s",
                [(text, pk) for pk, text in pairs],
            )
