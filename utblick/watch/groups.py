"""Groups of alike in the inbox: of one kind and one programme; what tells no programme, by the profile that it meets best.

They are gathered from what stands highest, so that a long inbox is looked through no longer than a short one.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Max, Min, QuerySet, When
from django.utils import timezone

from utblick.watch.models import InboxItem, Item, Profile

FEWEST = 3
MOST_GROUPS = 40
GATHERED = 2_000
"""How far down the inbox groups are gathered: more than comes in a day, and more than anybody decides on in one."""


@dataclass(slots=True)
class Group:
    """What its items have in common, how many they are, the first deadline, and some of their titles."""

    kind: str
    programme: str
    profile: int | None
    name: str
    count: int
    closes: datetime | None
    last: int
    """The newest place in the inbox that the reader was shown: what comes later is not decided on unseen."""
    titles: list[tuple[str, str]] = field(default_factory=list)


def groups(now: datetime | None = None) -> list[Group]:
    """The largest first. Three queries whatever the number of items."""
    together: dict[str, Any] = {"profile": Case(When(item__programme="", then=F("best__profile")), default=None)}
    highest = _waiting(now or timezone.now()).ranked().values("pk")[:GATHERED]
    alike = InboxItem.objects.filter(pk__in=highest).order_by().values("kind", "item__programme", **together)
    counted = alike.annotate(n=Count("pk"), closes=Min("deadline"), last=Max("pk"), first=Min("pk"), top=Max("rank"))
    rows: list[Any] = list(counted.filter(n__gte=FEWEST).order_by("-n", "-top")[:MOST_GROUPS])
    titles = _titles([row[end] for row in rows for end in ("first", "last")])
    names = dict(Profile.objects.filter(pk__in=[row["profile"] for row in rows]).values_list("pk", "name"))
    return [_group(row, titles, names.get(row["profile"], "")) for row in rows]


def of_group(*, kind: str, programme: str, profile: int | None, last: int) -> "QuerySet[InboxItem]":
    """The items of a group that the reader was shown, best first."""
    highest = _waiting(timezone.now()).filter(pk__lte=last).ranked().values("pk")[:GATHERED]
    rows = InboxItem.objects.filter(pk__in=highest, kind=kind, item__programme=programme)
    return (rows if programme else rows.filter(best__profile=profile)).ranked()


def _waiting(now: datetime) -> Any:
    return InboxItem.objects.undecided().open(now)


def _titles(places: list[int]) -> dict[int, tuple[str, str]]:
    rows = InboxItem.objects.filter(pk__in=places).values_list("pk", "item__title", "item__language")
    return {pk: (title, language) for pk, title, language in rows}


def _group(row: dict[str, Any], titles: dict[int, tuple[str, str]], name: str) -> Group:
    shown = [titles[row[end]] for end in ("last", "first") if row[end] in titles]
    return Group(
        kind=row["kind"],
        programme=row["item__programme"],
        profile=row["profile"],
        name=name,
        count=row["n"],
        closes=row["closes"],
        last=row["last"],
        titles=list(dict.fromkeys(shown)),
    )


def label_of(kind: str) -> str:
    return str(Item.Kind(kind).label)
