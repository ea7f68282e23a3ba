"""Which item each new telling belongs to: one that is there, or a new one, alone or with others of the same batch.

Candidates come by shared keys and are verified (grouping.py decides both). Two entries that stand beside each other in one feed
are two things, whatever they share: a feed may link all its entries to one page.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db import connection

from utblick.watch import grouping
from utblick.watch.connectors import Deadline, Finding, Kind
from utblick.watch.models import Item, ItemKey, Source

if TYPE_CHECKING:
    from utblick.watch.keeping import Told

# Whose telling an item shows: a portal's own record before what others write about it.
TELLS_MOST = [Source.Kind.EU_CALLS, Source.Kind.TED, Source.Kind.FEED]
# A key that so many items share recognises nothing: it is no longer followed, nor noted for further ones.
MOST_CANDIDATES = 12
KEYS_A_QUERY = 5_000
# What is compared of an item.
LOOKS = ["title", "link", "summary", "published_at", "kind", "identifiers", "programme", "deadlines"]


@dataclass(slots=True, eq=False)
class Gathered:
    """An item and the new tellings that belong to it. `item_id` is None for an item that is still to be made."""

    item_id: int | None
    looks: Finding
    feeds: set[int]
    """The feeds that list it in this very reading."""
    tellings: "list[Told]" = field(default_factory=list)
    keys: set[int] = field(default_factory=set)
    """Those that are to be noted for it."""

    def best(self) -> "Told":
        return min(self.tellings, key=lambda told: standing(told.source))


def gather(fresh: "Sequence[Told]", listed: Iterable[tuple[int, int]]) -> list[Gathered]:
    """The items that the fresh tellings belong to. `listed`: (source, item) of the known tellings in the same readings."""
    keys = [[number_of(key) for key in grouping.keys(told.finding)] for told in fresh]
    by_key = candidates({key for some in keys for key in some}, listed)
    gathered: dict[int, Gathered] = {}
    for told, own in zip(fresh, keys, strict=True):
        group = belongs_to(told, own, by_key) or Gathered(None, told.finding, set())
        group.tellings.append(told)
        if told.source.connector == Source.Kind.FEED:
            group.feeds.add(told.source.pk)
        note(group, own, by_key)
        gathered[id(group)] = group
    return list(gathered.values())


def belongs_to(told: "Told", keys: Iterable[int], by_key: dict[int, list[Gathered]]) -> Gathered | None:
    """The first candidate that is the same, the surest keys first."""
    holders = (by_key[key] for key in keys if len(by_key[key]) < MOST_CANDIDATES)
    for group in dict.fromkeys(group for some in holders for group in some):
        if told.source.pk not in group.feeds and grouping.same(group.looks, told.finding):
            return group
    return None


def note(group: Gathered, keys: Iterable[int], by_key: dict[int, list[Gathered]]) -> None:
    for key in keys:
        holders = by_key[key]
        if len(holders) < MOST_CANDIDATES and group not in holders:
            holders.append(group)
            group.keys.add(key)


def candidates(keys: set[int], listed: Iterable[tuple[int, int]]) -> dict[int, list[Gathered]]:
    """The items in the database that have any of the keys, by key."""
    pairs = key_rows(sorted(keys))
    feeds: dict[int, set[int]] = defaultdict(set)
    for source, item in listed:
        feeds[item].add(source)
    rows = Item.objects.filter(pk__in={item for _, item in pairs}).values_list("pk", *LOOKS)
    known = {pk: Gathered(pk, looks_of(*facts), feeds[pk]) for pk, *facts in rows}
    by_key: dict[int, list[Gathered]] = defaultdict(list)
    for key, pk in pairs:
        by_key[key].append(known[pk])
    return by_key


def key_rows(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Key and item of all items with any of the keys. Plain SQL: thousands of values cost the ORM more than the database."""
    rows: list[tuple[int, int]] = []
    table = connection.ops.quote_name(ItemKey._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(keys), KEYS_A_QUERY):
            some = keys[start : start + KEYS_A_QUERY]
            marks = ",".join(["%s"] * len(some))
            cursor.execute(f"SELECT key, item_id FROM {table} WHERE key IN ({marks})", some)  # noqa: S608
            rows += cursor.fetchall()
    return rows


def standing(source: Source) -> int:
    """How much its telling is worth: less is more."""
    return TELLS_MOST.index(Source.Kind(source.connector))


def number_of(key: str) -> int:
    """A key as the number under which it is stored: quick to compare; a clash is caught by the verification."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def looks_of(
    title: str,
    link: str,
    summary: str,
    published: datetime | None,
    kind: Kind,
    identifiers: list[str],
    programme: str,
    deadlines: list[dict[str, str]],
) -> Finding:
    """An item (by its LOOKS) as a source would tell it, for comparing."""
    return Finding(
        external_id="",
        title=title,
        link=link,
        summary=summary,
        published=published,
        kind=kind,
        identifiers=tuple(identifiers),
        programme=programme,
        deadlines=tuple(Deadline(datetime.fromisoformat(said["at"]), said["label"]) for said in deadlines),
    )
