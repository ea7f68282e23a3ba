"""What a saved search finds now, and what is new in it: always as the one whom the running work acts for may see it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from babel.core import get_global
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from django.utils import timezone
from django.utils.translation import get_language

from utblick.search.finding import holding
from utblick.tenancy import scope
from utblick.watch.models import Decision, InboxItem, Item, Match, SavedSearch, Sighting
from utblick.watch.sampling import RELEVANT

Place = SavedSearch.Place
NEWS_FOR = timedelta(days=30)
"""What came longer ago is no news any more, whether it was told or not."""
COUNTED = 100
"""Beside each other they are counted no further: that a search finds more than this says that it should be narrowed."""
PURPOSE = "watch.search"
PERMISSION = "watch.decide"
"""Whose saved searches are open, mailed and read at their secret addresses: without it they are gone at once."""
KIND = Item._meta.label_lower


def found(search: SavedSearch, now: datetime | None = None) -> "QuerySet[Item]":
    """All that it finds: open, and where nothing says until when, not older than half a year. The newest first."""
    now = now or timezone.now()
    rows: QuerySet[Item] = Item.objects.worth_matching(now).filter(*_asked(search, now))
    return rows.order_by("-found_at", "-pk")


def news(search: SavedSearch, now: datetime) -> "QuerySet[Item]":
    """What came into it since it was saved, or since what it asks for was changed."""
    since = max(search.news_since, now - NEWS_FOR)
    return found(search, now).filter(_came(search, since))


def deadlines(search: SavedSearch, now: datetime) -> "QuerySet[Item]":
    return found(search, now).filter(final_deadline__gte=now).order_by("final_deadline", "pk")


def counts(searches: Sequence[SavedSearch], now: datetime) -> dict[int, int]:
    """By search how much it finds, counted no further than one past COUNTED each; one query."""
    rows = [_counted(one, now).values_list("what", "n") for one in searches]
    return dict(rows[0].union(*rows[1:], all=True).order_by()) if rows else {}


def _counted(search: SavedSearch, now: datetime) -> Any:
    some = found(search, now).order_by().values("pk")[: COUNTED + 1]
    rows = Item.objects.filter(pk__in=some).annotate(what=Value(search.pk)).values("what")
    return rows.annotate(n=Count("pk")).order_by()


def _asked(search: SavedSearch, now: datetime) -> list[Any]:
    """The conditions, those that are not asked for left out."""
    closes_in = search.closes_in
    asked: list[tuple[Any, Any]] = [
        (search.place != Place.ALL, lambda: _lies_in(search.place, now)),
        (search.words, lambda: Q(pk__in=holding(search.words, kind=KIND, language=get_language() or "sv"))),
        (search.kind, lambda: Q(kind=search.kind)),
        (search.programme, lambda: Q(programme=search.programme)),
        (search.profile_id, lambda: Exists(Match.objects.filter(item=OuterRef("pk"), profile=search.profile_id))),
        (search.country, lambda: of_country(search.country)),
        (closes_in, lambda: Q(final_deadline__gte=now, deadline__lt=now + (closes_in or timedelta()))),
    ]
    return [condition() for is_asked, condition in asked if is_asked]


def _lies_in(place: str, now: datetime) -> Exists:
    if place == Place.TAKEN:
        return Exists(Decision.objects.current().filter(item=OuterRef("pk"), verdict__in=RELEVANT))
    return Exists(InboxItem.objects.undecided().open(now).filter(item=OuterRef("pk")))


def _came(search: SavedSearch, since: datetime) -> Any:
    """When it came to where the search looks: into the inbox, among what we go on with, or here at all."""
    if search.place == Place.INBOX:
        return Exists(InboxItem.objects.filter(item=OuterRef("pk"), arrived_at__gt=since))
    if search.place == Place.TAKEN:
        return Exists(Decision.objects.current().filter(item=OuterRef("pk"), created_at__gt=since))
    told = Sighting.objects.filter(
        item=OuterRef("pk"),
        source__subscriptions__municipality=scope.municipality_id(),
        source__subscriptions__withdrawn_at=None,
    )
    return Exists(told.filter(seen_at__gt=since)) & ~Exists(told.filter(seen_at__lte=since))


def of_country(code: str) -> Any:
    """Items tell their countries by codes of two letters or three. As text, since SQLite cannot look into a list."""
    longer = [three for three, two in get_global("territory_aliases").items() if len(three) == 3 and two[:1] == [code]]
    told = Cast("countries", TextField())
    return reduce(or_, [Q(Contains(told, f'"{one}"')) for one in [code, *longer]])
