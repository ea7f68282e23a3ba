"""Groups of alike in the inbox: of one kind and one programme; what tells no programme, by the profile that it meets best. What its
source calls closed, such as who got a contract, is one group of its kind.

A programme with so many that nobody decides on them in one go is parted by those profiles too. They are gathered from what stands
highest, so that a long inbox is looked through no longer than a short one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, QuerySet, When
from django.utils import timezone

from utblick.watch.models import InboxItem, Item, Profile

FEWEST = 3
MOST = 40
"""Of one programme: more are parted by the profile that they meet best."""
MOST_GROUPS = 40
GATHERED = 2_000
"""How far down the inbox groups are gathered: more than comes in a day, and more than anybody decides on in one."""
SHOWN = 3


class Place(NamedTuple):
    """What is looked at of a place in the inbox."""

    pk: int
    kind: str
    programme: str
    profile: int | None
    closed: bool
    deadline: datetime | None


class Alike(NamedTuple):
    """What the items of a group have in common; without a profile it is the programme."""

    kind: str
    programme: str
    profile: int | None
    closed: bool = False


@dataclass(slots=True)
class Group:
    """What its items have in common, how many they are, the first deadline, and the titles of the best."""

    kind: str
    programme: str
    profile: int | None
    closed: bool
    name: str
    count: int
    closes: datetime | None
    last: int
    """The newest place in the inbox that the reader was shown: what comes later is not decided on unseen."""
    titles: list[tuple[str, str]] = field(default_factory=list)


def groups(now: datetime | None = None, units: Collection[int] = ()) -> list[Group]:
    """Of the whole inbox or of these units' part of it; the largest first. Three queries whatever the number of items."""
    gathered = _gathered(_highest(_waiting(now or timezone.now(), units)))
    many = sorted((one for one in gathered.items() if len(one[1]) >= FEWEST), key=lambda one: -len(one[1]))[
        :MOST_GROUPS
    ]
    titles = _titles([place.pk for _alike, places in many for place in places[:SHOWN]])
    names = dict(Profile.objects.filter(pk__in=[alike.profile for alike, _ in many]).values_list("pk", "name"))
    return [_group(alike, places, titles, names.get(alike.profile or 0, "")) for alike, places in many]


def of_group(
    *, kind: str, programme: str, profile: int | None, last: int, closed: bool = False, units: Collection[int] = ()
) -> "QuerySet[InboxItem]":
    """The items of a group that the reader was shown, best first."""
    whole = closed or (bool(programme) and profile is None)
    asked = (kind, "" if closed else programme, closed)
    shown = _highest(_waiting(timezone.now(), units).filter(pk__lte=last))
    alike = [one.pk for one in shown if _sort_of(one) == asked and (whole or one.profile == profile)]
    return InboxItem.objects.filter(pk__in=alike).ranked()


def _sort_of(place: Place) -> tuple[str, str, bool]:
    return place.kind, "" if place.closed else place.programme, place.closed


def _waiting(now: datetime, units: Collection[int]) -> Any:
    waiting = InboxItem.objects.undecided().open(now)
    return waiting.of_units(units) if units else waiting


def _highest(waiting: Any) -> list[Place]:
    closed = Case(When(item__status="closed", then=True), default=False)
    told = waiting.ranked().annotate(closed=closed)
    rows = told.values_list("pk", "kind", "item__programme", "best__profile", "closed", "deadline")
    return [Place(*row) for row in rows[:GATHERED]]


def _gathered(places: Sequence[Place]) -> dict[Alike, list[Place]]:
    """Each group's places, best first. What meets nobody is no part of a programme that is parted."""
    of_sort = Counter(_sort_of(place) for place in places)
    found: dict[Alike, list[Place]] = defaultdict(list)
    for place in places:
        kind, programme, closed = sort = _sort_of(place)
        is_whole = closed or (programme and of_sort[sort] <= MOST)
        if is_whole or place.profile or not programme:
            found[Alike(kind, programme, None if is_whole else place.profile, closed)].append(place)
    return found


def _titles(places: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = InboxItem.objects.filter(pk__in=list(places)).values_list("pk", "item__title", "item__language")
    return {pk: (title, language) for pk, title, language in rows}


def _group(alike: Alike, places: Sequence[Place], titles: dict[int, tuple[str, str]], name: str) -> Group:
    return Group(
        *alike,
        name=name,
        count=len(places),
        closes=min((place.deadline for place in places if place.deadline), default=None),
        last=max(place.pk for place in places),
        titles=list(dict.fromkeys(titles[place.pk] for place in places[:SHOWN] if place.pk in titles)),
    )


def label_of(kind: str) -> str:
    return str(Item.Kind(kind).label)
