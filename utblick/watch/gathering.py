"""Which item each new telling belongs to: one that is there, or a new one, alone or with others of the same batch.

Candidates come by shared keys and are verified (grouping.py decides both). Two entries that stand beside each other in one feed
are two things, whatever they share: a feed may link all its entries to one page. They show more: words that recur in several
entries of one feed are its pattern (a standing introduction, a form that is filled in), and recognise nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from django.db import connection

from utblick.watch import grouping
from utblick.watch.connectors import Deadline, Finding, Kind
from utblick.watch.models import Item, ItemKey, Sighting, Source

if TYPE_CHECKING:
    from utblick.watch.keeping import Told

# Whose telling an item shows: a portal's own record before what others write about it.
TELLS_MOST = [
    *(Source.Kind.EU_CALLS, Source.Kind.TED, Source.Kind.CALENDAR, Source.Kind.FEED, Source.Kind.PAGE),
    *(Source.Kind.MAIL, Source.Kind.BY_HAND),
]
# Sources whose entries stand beside each other as different things.
LISTS = {Source.Kind.FEED, Source.Kind.CALENDAR, Source.Kind.PAGE}
STANDING = {str(kind): place for place, kind in enumerate(TELLS_MOST)}
# A key that so many items share recognises nothing: it is no longer followed, nor noted for further ones.
MOST_CANDIDATES = 8
MOST_BY_WORDS = 4
MOST_WORN = 0.6
"""Of the words that recognise a telling, so many may be worn before it is taken for a pattern."""
# So many tellings of an item may differ in words; what recurs more often in other words is a pattern, not a thing.
MOST_IN_OTHER_WORDS = 4
# What is older is not looked for by its text.
LOOKED_FOR = timedelta(days=90)
KEYS_A_QUERY = 5_000
# What is compared of an item.
LOOKS = ["title", "link", "summary", "published_at", "kind", "identifiers", "programme", "deadlines"]


@dataclass(slots=True, eq=False)
class Gathered:
    """An item and the new tellings that belong to it. `item_id` is None for an item that is still to be made."""

    item_id: int | None
    looks: Finding
    feeds: set[int] = field(default_factory=set)
    """The feeds that list it in this very reading."""
    sources: list[int] = field(default_factory=list)
    """Of every telling, earlier ones included."""
    tellings: "list[Told]" = field(default_factory=list)
    keys: set[int] = field(default_factory=set)
    """Those that are to be noted for it."""

    def best(self) -> "Told":
        return min(self.tellings, key=lambda told: standing(told.source))


def gather(fresh: "Sequence[Told]", listed: Iterable[tuple[int, int]], now: datetime) -> list[Gathered]:
    """The items that the fresh tellings belong to. `listed`: (source, item) of the known tellings in the same readings."""
    # What one municipality alone hands in is never grouped: others would read its words.
    keys = without_patterns(fresh, [[] if told.source.is_private else keys_of(told.finding, now) for told in fresh])
    by_key = candidates(set(chain.from_iterable(keys)), listed)
    gathered: dict[int, Gathered] = {}
    for told, own in zip(fresh, keys, strict=True):
        group = belongs_to(told, own, by_key) or Gathered(None, told.finding)
        group.tellings.append(told)
        group.sources.append(told.source.pk)
        if told.source.connector in LISTS:
            group.feeds.add(told.source.pk)
        note(group, own, by_key)
        gathered[id(group)] = group
    return list(gathered.values())


def keys_of(finding: Finding, now: datetime) -> list[int]:
    old = finding.published is not None and finding.published < now - LOOKED_FOR
    return grouping.keys(finding, by_text=not old)


def without_patterns(fresh: "Sequence[Told]", keys: Sequence[list[int]]) -> list[list[int]]:
    """Where some words recur within one source, or in many, the text follows a pattern: by none of its words then."""
    beside: dict[int, list[int]] = defaultdict(list)
    for told, some in zip(fresh, keys, strict=True):
        beside[told.source.pk] += filter(grouping.is_of_words, some)
    recurring = set(chain.from_iterable(repeated(some, 2) for some in beside.values()))
    recurring |= repeated(chain.from_iterable(beside.values()), MOST_BY_WORDS)
    return [without_worn(some, recurring) for some in keys]


def repeated(keys: Iterable[int], least: int) -> set[int]:
    return {key for key, times in Counter(keys).items() if times >= least}


def without_worn(keys: Sequence[int], worn: Collection[int]) -> list[int]:
    """Without the worn ones; where they are so many of its words that the text follows a pattern, by none of its words."""
    if not worn:
        return list(keys)
    of_words = list(filter(grouping.is_of_words, keys))
    is_pattern = sum(key in worn for key in of_words) > len(of_words) * MOST_WORN
    return [key for key in keys if key not in worn and not (is_pattern and grouping.is_of_words(key))]


def belongs_to(told: "Told", keys: Sequence[int], by_key: dict[int, list[Gathered]]) -> Gathered | None:
    """The first candidate that is the same, the surest keys first."""
    held = {key: holders for key in keys if (holders := by_key.get(key))}
    worn = {key for key, holders in held.items() if is_worn(key, holders, told)}
    compared: set[int] = set()
    for key in without_worn(keys, worn) if held else ():
        holders = held.get(key, [])
        for group in holders if len(holders) < most(key) else ():
            if id(group) not in compared and told.source.pk not in group.feeds:
                compared.add(id(group))
                reason = grouping.same(group.looks, told.finding, by_text=told.source.pk not in group.sources)
                if reason and not is_pattern(group, told, reason):
                    return group
    return None


def is_worn(key: int, holders: Sequence[Gathered], told: "Told") -> bool:
    """Words that too many share, or that the source itself has used for something else."""
    return grouping.is_of_words(key) and (
        len(holders) >= MOST_BY_WORDS or any(told.source.pk in group.sources for group in holders)
    )


def is_pattern(group: Gathered, told: "Told", reason: grouping.Reason) -> bool:
    """Many tellings that are alike in text alone, and in other words."""
    if reason.code in ("identifier", "address") or len(group.sources) < MOST_IN_OTHER_WORDS:
        return False
    return group.looks.title.casefold() != told.finding.title.casefold()


def note(group: Gathered, keys: Iterable[int], by_key: dict[int, list[Gathered]]) -> None:
    for key in keys:
        holders = by_key[key]
        if len(holders) < most(key) and group not in holders:
            holders.append(group)
            group.keys.add(key)


def candidates(keys: set[int], listed: Iterable[tuple[int, int]]) -> dict[int, list[Gathered]]:
    """The items in the database that have any of the keys, by key. Of what too many share, only how many they are."""
    holders: dict[int, list[int]] = defaultdict(list)
    for key, item in key_rows(sorted(keys)):
        holders[key].append(item)
    known = known_items({item for key, items in holders.items() if len(items) < most(key) for item in items}, listed)
    anyone = Gathered(None, Finding("", ""))
    by_key: dict[int, list[Gathered]] = defaultdict(list)
    by_key.update({key: [known.get(item, anyone) for item in items] for key, items in holders.items()})
    return by_key


def known_items(items: set[int], listed: Iterable[tuple[int, int]]) -> dict[int, Gathered]:
    """The items as they look, with the sources that have told them."""
    if not items:
        return {}
    rows = Item.objects.filter(pk__in=items).values_list("pk", *LOOKS)
    known = {pk: Gathered(pk, looks_of(*facts)) for pk, *facts in rows}
    for item, source in Sighting.objects.filter(item__in=items).values_list("item", "source"):
        known[item].sources.append(source)
    for source, item in listed:
        if item in known:
            known[item].feeds.add(source)
    return known


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
    return STANDING[source.connector]


def most(key: int) -> int:
    return MOST_BY_WORDS if key & 1 else MOST_CANDIDATES


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
