"""One batch of readings into rows, in one transaction: items once, a sighting for each source's telling, the source's state.

Only what is new or changed is written. An item shows the telling of its leading sighting: the first to bring it, until a source
that tells more (a portal's own record beside a newsletter) brings it too. A source that no longer mentions an item changes
nothing.
"""

import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone

from utblick.search import indexing
from utblick.tenancy.turns import let_others_write
from utblick.watch import bulk, claims, joining, states, tellings
from utblick.watch.connectors import Finding
from utblick.watch.connectors.in_text import told_in_full
from utblick.watch.gathering import Gathered, gather, noted, standing
from utblick.watch.models import Item, ItemKey, ItemVersion, Sighting, Source, Unmatched
from utblick.watch.states import Answered

# One transaction: short enough that nobody else waits long for the database.
FINDINGS_A_BATCH = 2_000
LONG = 0.3  # seconds of one transaction, after which others are let by
# A telling seen again is noted once a day.
NOTED_AGAIN = timedelta(days=1)
# Where an item's page is. Written out, as asking the URL resolver would load every page of every room into a harvest.
ITEMS = "/watch/items/"
# Of a summary, so many words go into the search index: what matters stands first, and the index is half of the database.
WORDS_FOUND = 60
COLUMNS = [field.attname for field in Item._meta.concrete_fields if not field.primary_key]


@dataclass(slots=True)
class Told:
    """One finding of one source on its way into the database."""

    source: Source
    finding: Finding
    language: str | None = None
    hash: str = ""

    def __post_init__(self) -> None:
        self.finding = told_in_full(self.finding)
        self.hash = self.finding.content_hash()


@dataclass(slots=True)
class Reading(Answered):
    """What one answer of a source gave: its state, and what it told."""

    told: list[Told] = field(default_factory=list)


@dataclass(slots=True)
class Kept:
    new: int = 0
    changed: int = 0


@dataclass(slots=True)
class Known:
    """A sighting that is in the database."""

    id: int
    item_id: int
    hash: str
    leads: bool
    last_at: datetime


def parts(reading: Reading) -> Iterator[Reading]:
    """A reading that tells much, in parts for one transaction each: only the last one ends the reading of its source."""
    *before, last = list(batched(reading.told, FINDINGS_A_BATCH, strict=False)) or [()]
    for some in before:
        yield Reading(reading.source, more_to_come=True, told=list(some))
    yield replace(reading, told=list(last))


def keep(readings: Sequence[Reading], *, now: datetime, dice: random.Random) -> Kept:
    """Write what the readings tell. Readings whose claim has passed to another worker are dropped: it reads them anew."""
    began = time.monotonic()
    with transaction.atomic():
        pass_the_gate()
        held = claims.still_held([reading.source for reading in readings])
        ours = [reading for reading in readings if reading.source.pk in held]
        kept, news = keep_tellings([told for reading in ours for told in reading.told], now)
        states.note(ours, news, now=now, dice=dice)
    if time.monotonic() - began > LONG:
        let_others_write()
    return kept


def pass_the_gate() -> None:
    """One batch at a time in the whole installation: two workers must not each make an item of the same news.

    The first source's row is the gate (SQLite lets only one write anyway).
    """
    Source.objects.select_for_update().order_by("pk").values_list("pk", flat=True).first()


def keep_tellings(tellings_: Sequence[Told], now: datetime) -> tuple[Kept, set[int]]:
    """Returns what was kept, and the sources that told something new."""
    if not tellings_:
        return Kept(), set()
    known = known_sightings(tellings_)
    fresh, changed, again = [], [], []
    for told in tellings_:
        before = known.get((told.source.pk, told.finding.external_id))
        if before is None:
            fresh.append(told)
        elif before.hash != told.hash:
            changed.append((told, before))
        elif before.last_at < now - NOTED_AGAIN:
            again.append(before)
    bulk.update(Sighting, ["last_at"], [(now, before.id) for before in again])
    listed = {(told.source.pk, before.item_id) for told in tellings_ if (before := known.get(key_of(told)))}
    new, taken_over = keep_fresh(fresh, listed, now)
    altered = keep_changed([*taken_over, *changed], now)
    return Kept(new, altered), {told.source.pk for told in fresh} | {told.source.pk for told, _ in changed}


def key_of(told: Told) -> tuple[int, str]:
    return told.source.pk, told.finding.external_id


def known_sightings(tellings_: Sequence[Told]) -> dict[tuple[int, str], Known]:
    by_source: dict[int, list[str]] = defaultdict(list)
    for told in tellings_:
        # A feed that has never told anything: its first reading needs no looking up.
        if told.source.news_at or told.source.connector != Source.Kind.FEED:
            by_source[told.source.pk].append(told.finding.external_id)
    known: dict[tuple[int, str], Known] = {}
    for source, ids in by_source.items():
        rows = Sighting.objects.filter(source=source, external_id__in=ids)
        for external, pk, item, content, leads, last in rows.values_list(
            "external_id", "pk", "item_id", "content_hash", "leads", "last_at"
        ):
            known[source, external] = Known(pk, item, content, leads, last)
    return known


def keep_fresh(
    fresh: Sequence[Told], listed: set[tuple[int, int]], now: datetime
) -> tuple[int, list[tuple[Told, Known]]]:
    """Sightings for what was not known, and items for what is new in the world.

    Returns how many items are new, and the tellings that from now on lead an item that was there before.
    """
    if not fresh:
        return 0, []
    groups = gather(fresh, listed, now)
    made = [group for group in groups if group.item_id is None]
    taken_over = new_leaders([group for group in groups if group.item_id is not None])
    make_items(made, now)
    leading = {id(group.best()) for group in made} | {id(told) for told, _ in taken_over}
    write_sightings(groups, leading, now)
    bulk.insert(ItemKey, ["key", "item_id"], noted(groups), once=True)
    # Also an item that was there before: what brings it now may be read in other municipalities.
    bulk.insert(Unmatched, ["item_id"], [(group.item_id,) for group in groups], once=True)
    joining.join(groups)
    return len(made), taken_over


def make_items(groups: Sequence[Gathered], now: datetime) -> None:
    """An item for each group that has none, told by the one that tells most; also into the search index."""
    told = [group.best() for group in groups]
    facts = [
        {**tellings.fields(one.finding, language=one.language, now=now), "content_hash": one.hash, "found_at": now}
        for one in told
    ]
    numbers = insert_items(facts)
    for group, pk in zip(groups, numbers, strict=True):
        group.item_id = pk
    today = timezone.localdate(now)
    indexing.put([entry_of(pk, fact, today) for pk, fact in zip(numbers, facts, strict=True)])


def insert_items(facts: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert items; returns the keys that the database gave them: in order, as nobody else is within the gate.

    Not as model instances, which cost several times what the database does.
    """
    last = Item.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    bulk.insert(Item, COLUMNS, [[fact.get(name) for name in COLUMNS] for fact in facts])
    there = list(Item.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "content_hash"))
    assert [content_hash for _, content_hash in there] == [fact["content_hash"] for fact in facts]
    return [pk for pk, _ in there]


def new_leaders(groups: Sequence[Gathered]) -> list[tuple[Told, Known]]:
    """The tellings that tell more than the one which an item shows now."""
    told_by = {group.item_id: group.best() for group in groups}
    weaker = Sighting.objects.filter(item__in=told_by, leads=True).select_related("source")
    taken = []
    for leader in weaker:
        told = told_by[leader.item_id]
        if standing(leader.source) > standing(told.source):
            taken.append((told, Known(leader.pk, leader.item_id, leader.content_hash, True, leader.last_at)))
    bulk.update(Sighting, ["leads"], [(False, before.id) for _, before in taken])
    return taken


def write_sightings(groups: Sequence[Gathered], leading: set[int], now: datetime) -> None:
    names = [
        "source_id",
        "external_id",
        "item_id",
        "title",
        "link",
        "content_hash",
        "seen_at",
        "last_at",
        "leads",
        "split",
        "sender",
    ]
    rows = [
        (
            told.source.pk,
            told.finding.external_id,
            group.item_id,
            told.finding.title[:500],
            told.finding.link[:2000],
            told.hash,
            now,
            now,
            id(told) in leading,
            False,
            told.finding.authority[:300] if told.source.connector == Source.Kind.MAIL else "",
        )
        for group in groups
        for told in group.tellings
    ]
    bulk.insert(Sighting, names, rows)


def keep_changed(changed: Sequence[tuple[Told, Known]], now: datetime) -> int:
    """Note the new tellings; items whose leading telling changed for a reader are rewritten, with a version. Returns how many."""
    known = [(told, before) for told, before in changed if before.hash != told.hash]
    rows = [(told.finding.title[:500], told.finding.link[:2000], told.hash, now, before.id) for told, before in known]
    bulk.update(Sighting, ["title", "link", "content_hash", "last_at"], rows)
    leading = {before.item_id: told for told, before in changed if before.leads}
    return retell(leading, now)


def retell(leading: dict[int, Told], now: datetime) -> int:
    """Rewrite items by what their leading telling says now."""
    told_anew: list[Item] = []
    versions: list[ItemVersion] = []
    for item in Item.objects.filter(pk__in=leading):
        told = leading[item.pk]
        facts = tellings.fields(told.finding, language=told.language, now=now)
        difference = tellings.changes(item, facts)
        for name, value in {**facts, "content_hash": told.hash}.items():
            setattr(item, name, value)
        if difference:
            item.changed_at = now
            versions.append(ItemVersion(item=item, at=now, changes=difference))
        told_anew.append(item)
    write_items(told_anew)
    ItemVersion.objects.bulk_create(versions)
    return len(versions)


def write_items(items: Sequence[Item]) -> None:
    names = [
        field.attname for field in Item._meta.concrete_fields if not field.primary_key and field.name != "found_at"
    ]
    bulk.update(Item, names, [[*(getattr(item, name) for name in names), item.pk] for item in items])
    indexing.put([entry_of(item.pk, vars(item), timezone.localdate(item.found_at)) for item in items])
    bulk.insert(Unmatched, ["item_id"], [(item.pk,) for item in items], once=True)


def entry_of(pk: int, facts: Mapping[str, Any], came_on: date) -> indexing.Entry:
    """What the search finds an item by: its title, names, and the beginning of its text. `facts`: its fields, as in `vars`."""
    beginning = facts["summary"].split(maxsplit=WORDS_FOUND)[:WORDS_FOUND]
    text = " ".join([*beginning, facts["programme"], facts["authority"], *facts["identifiers"]])
    url = f"{ITEMS}{pk}/"
    language = facts["language"] or "en"
    return indexing.Entry("watch.item", pk, facts["title"], text, language=language, url=url, came_on=came_on)
