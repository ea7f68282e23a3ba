"""Which item each new telling belongs to: one that is there, or a new one, alone or with others of the same batch.

Candidates come by shared keys and are verified (grouping.py decides both). Two entries that stand beside each other in one feed
are two things, whatever they share: a feed may link all its entries to one page. They show more: words that recur in several
entries of one feed are its pattern (a standing introduction, a form that is filled in), and recognise nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from utblick.watch import bulk, grouping
from utblick.watch.connectors import Deadline, Finding, Kind
from utblick.watch.keys import (
    NO_TEXT,
    Keys,
    Rarity,
    Text,
    identifiers,
    identifiers_and_page,
    is_of_words,
    keys,
    letter_keys,
    text,
)
from utblick.watch.models import Item, ItemKey, Sighting, Source, WordCounts

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
SURE = ("identifier", "address")
# What is older is not looked for by its text.
LOOKED_FOR = timedelta(days=90)
# What is compared of an item.
LOOKS = ["title", "link", "summary", "published_at", "kind", "identifiers", "programme", "deadlines"]


@dataclass(slots=True, eq=False)
class Gathered:
    """An item and the new tellings that belong to it. `item_id` is None for an item that is still to be made."""

    item_id: int | None
    looks: Finding | None = None
    """Not read where the title alone shows that it is nothing that was told."""
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
    keys = keys_of(fresh, now)
    every, recurring = counted(keys)
    told_by = without_patterns(fresh, keys, recurring)
    by_key: dict[int, list[Gathered]] = {key: [] for key in recurring} | candidates(fresh, told_by, every, listed)
    gathered: dict[int, Gathered] = {}
    # A letter joins what a public source tells in the same batch, never the other way about.
    for told, own in sorted(zip(fresh, told_by, strict=True), key=lambda pair: pair[0].source.is_private):
        group = belongs_to(told, own, by_key) or made_of(told)
        group.tellings.append(told)
        group.sources.append(told.source.pk)
        if told.source.connector in LISTS:
            group.feeds.add(told.source.pk)
        if not told.source.is_private:
            note(group, own, by_key)
        gathered[id(group)] = group
    return list(gathered.values())


def made_of(told: "Told") -> Gathered:
    """What is told here first. What a letter tells is found by what a public source tells later alone (joining.py)."""
    return Gathered(None, told.finding, keys=set(letter_keys(told.finding)) if is_letter(told) else set())


def is_letter(told: "Told") -> bool:
    return told.source.connector == Source.Kind.MAIL


def keys_of(fresh: "Sequence[Told]", now: datetime) -> list[Keys]:
    """What one municipality alone hands in is never found by others, who would read its words; it may itself find the public
    item that bears the same identifier, and a letter the one that it leads to, whose words stay as they are."""
    shared = [not told.source.is_private for told in fresh]
    texts = [text_of(told.finding, now) if open_ else NO_TEXT for told, open_ in zip(fresh, shared, strict=True)]
    named = keys([told.finding for told in fresh], texts, learnt(texts))
    return [
        own
        if open_
        else Keys(identifiers_and_page(told.finding) if is_letter(told) else identifiers(told.finding), [], [])
        for told, own, open_ in zip(fresh, named, shared, strict=True)
    ]


def text_of(finding: Finding, now: datetime) -> Text:
    """A tender with a number is known by it."""
    is_old = finding.published is not None and finding.published < now - LOOKED_FOR
    return NO_TEXT if is_old or (finding.kind == "tender" and finding.identifiers) else text(finding)


def learnt(texts: Sequence[Text]) -> Rarity:
    """How rare words are in all that was ever told, these texts included."""
    row = WordCounts.objects.first() or WordCounts()
    rarity = Rarity(bytes(row.counts)) if row.counts else Rarity()
    rarity.learn(texts)
    row.counts = rarity.counts.tobytes()
    row.save()
    return rarity


def counted(keys: Iterable[Keys]) -> tuple[list[int], set[int]]:
    """All the keys, each once and in order, and those among them that stand there more than once."""
    import numpy as np

    all_ = np.fromiter(chain.from_iterable(chain.from_iterable(keys)), np.int64)
    every, times = np.unique(all_, return_counts=True)
    return every.tolist(), set(every[times > 1].tolist())


def noted(groups: Sequence[Gathered]) -> Iterator[tuple[int, int]]:
    """The keys that are to be noted, each with its item, in the order in which the database keeps them."""
    import numpy as np

    keys = np.fromiter(chain.from_iterable(group.keys for group in groups), np.int64)
    items = np.repeat(np.array([group.item_id for group in groups], np.int64), [len(group.keys) for group in groups])
    order = keys.argsort()
    return zip(keys[order].tolist(), items[order].tolist(), strict=True)


def without_patterns(fresh: "Sequence[Told]", keys: Sequence[Keys], recurring: set[int]) -> list[Keys]:
    """Where some words recur within one source, or in many, the text follows a pattern: by none of its words then."""
    shared = [recurring.intersection(chain(own.words, own.asked)) for own in keys]
    beside: dict[int, list[int]] = defaultdict(list)
    for told, words in zip(fresh, shared, strict=True):
        beside[told.source.pk] += words
    worn = repeated(chain.from_iterable(beside.values()), MOST_BY_WORDS)
    worn.update(*(repeated(some, 2) for some in beside.values()))
    return [without_worn(own, words & worn) for own, words in zip(keys, shared, strict=True)]


def repeated(keys: Iterable[int], least: int) -> set[int]:
    return {key for key, times in Counter(keys).items() if times >= least}


def without_worn(keys: Keys, worn: set[int]) -> Keys:
    """Without these of its words; where they are so many that the text follows a pattern, by none of its words."""
    if len(worn) > (len(keys.words) + len(keys.asked)) * MOST_WORN:
        return Keys(keys.names, [], [])
    return Keys(keys.names, *([key for key in some if key not in worn] for some in keys[1:])) if worn else keys


def belongs_to(told: "Told", keys: Keys, by_key: dict[int, list[Gathered]]) -> Gathered | None:
    """The first candidate that is the same, the surest keys first."""
    if by_key.keys().isdisjoint(chain(*keys)):
        return None
    source = told.source.pk
    worn = {key for key in chain(keys.words, keys.asked) if key in by_key and is_worn(by_key[key], source)}
    followed = [by_key[key] for key in chain(*without_worn(keys, worn)) if key in by_key and not is_full(key, by_key)]
    met = dict.fromkeys(chain.from_iterable(followed))
    return next((group for group in met if is_one(group, told)), None)


def is_one(group: Gathered, told: "Told") -> bool:
    if group.looks is None or told.source.pk in group.feeds:
        return False
    reason = grouping.same(group.looks, told.finding, by_text=told.source.pk not in group.sources)
    if told.source.is_private and (reason is None or reason.code not in SURE):
        return False
    return reason is not None and not is_pattern(group, group.looks, told, reason)


def is_worn(holders: Sequence[Gathered], source: int) -> bool:
    """Words that too many share, or that the source itself has used for something else."""
    return len(holders) >= MOST_BY_WORDS or any(source in group.sources for group in holders)


def is_full(key: int, by_key: dict[int, list[Any]]) -> bool:
    return len(by_key[key]) >= (MOST_BY_WORDS if is_of_words(key) else MOST_CANDIDATES)


def is_pattern(group: Gathered, looks: Finding, told: "Told", reason: grouping.Reason) -> bool:
    """Many tellings that are alike in text alone, and in other words."""
    if reason.code in SURE or len(group.sources) < MOST_IN_OTHER_WORDS:
        return False
    return looks.title.casefold() != told.finding.title.casefold()


def note(group: Gathered, keys: Keys, by_key: dict[int, list[Gathered]]) -> None:
    """For the tellings that follow, where any of them asks for it, and for the database."""
    for key in chain(keys.names, keys.words):
        holders = by_key.get(key)
        if holders is None:
            group.keys.add(key)
        elif group not in holders and not is_full(key, by_key):
            holders.append(group)
            group.keys.add(key)


def candidates(
    fresh: "Sequence[Told]", keys: Sequence[Keys], every: Iterable[int], listed: Iterable[tuple[int, int]]
) -> dict[int, list[Gathered]]:
    """The items in the database that have any of the keys, by key. Of what too many share, only how many they are."""
    holders: dict[int, list[int]] = defaultdict(list)
    for key, item in bulk.rows(ItemKey, ["key", "item_id"], "key", every):
        holders[key].append(item)
    followed = {key: items for key, items in holders.items() if not is_full(key, holders)}
    known = known_items(set(chain.from_iterable(followed.values())), listed)
    look_at(known, set(worth_a_look(fresh, keys, followed)))
    anyone = Gathered(None)
    return {key: [known.get(item, anyone) for item in items] for key, items in holders.items()}


def known_items(items: set[int], listed: Iterable[tuple[int, int]]) -> dict[int, Gathered]:
    """The items with the sources that have told them; how they look is still to be read."""
    sources: dict[int, list[int]] = defaultdict(list)
    for item, source in bulk.rows(Sighting, ["item_id", "source_id"], "item_id", items):
        sources[item].append(source)
    known = {item: Gathered(item, sources=sources[item]) for item in items}
    for source, item in listed:
        if item in known:
            known[item].feeds.add(source)
    return known


def worth_a_look(fresh: "Sequence[Told]", keys: Sequence[Keys], holders: dict[int, list[int]]) -> Iterator[int]:
    """Items that share a name with a telling, or words and the title: most of what shares two words shares nothing else."""
    rows = bulk.rows(Item, ["id", "title"], "id", set(chain.from_iterable(holders.values())))
    titles = {item: grouping.in_order(title) for item, title in rows}
    for told, own in zip(fresh, keys, strict=True):
        yield from chain.from_iterable(holders[key] for key in own.names if key in holders)
        shared = {item for key in chain(own.words, own.asked) if key in holders for item in holders[key]}
        title = grouping.in_order(told.finding.title) if shared else ()
        yield from (item for item in shared if grouping.titles_alike(titles[item], title))


def look_at(known: dict[int, Gathered], items: set[int]) -> None:
    for pk, *facts in Item.objects.filter(pk__in=items).values_list("pk", *LOOKS):
        known[pk].looks = looks_of(*facts)


def standing(source: Source) -> int:
    """How much its telling is worth: less is more."""
    return STANDING[source.connector]


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
