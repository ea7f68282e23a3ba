"""Local actors of one kind whom the same tender, call or partner search fits best: they may be rivals, or better off together.

Nobody tells us what a company is after before it is too late; that a thing is among the five that fit it best is as near as the
watch comes. The municipality's own people are told who they are. An actor is told how many others there are, and not which.
"""

from collections import defaultdict
from datetime import datetime

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.desk.radar import Clash, Side, concerning
from utblick.watch.models import Item, Match

ACTORS = "actors"
BEST = 5
"""Of each actor's open matches."""
KINDS = [Item.Kind.TENDER, Item.Kind.CALL, Item.Kind.PARTNER_SEARCH]


def clashes(now: datetime) -> list[Clash]:
    """By item, those that close first before others. One query."""
    found: dict[tuple[int, str], list[Match]] = defaultdict(list)
    for match in _best(now).select_related("item", "profile__actor").defer("item__body", "item__facts", "reasons"):
        assert match.profile.actor is not None
        found[match.item_id, match.profile.actor.kind].append(match)
    several = [matches for matches in found.values() if len(matches) > 1]
    return [_clash(matches) for matches in sorted(several, key=_order)]


def after_the_same(user: User, *, everyones: bool) -> list[Clash]:
    """For the first page: what concerns this person; for who keeps the whole together also the local actors'."""
    return [*concerning(user, everyones=everyones), *(clashes(timezone.now()) if everyones else [])]


def others(items: list[int], actor: LocalActor, now: datetime) -> dict[int, int]:
    """By item how many other actors of the same kind it is among the best for; those without any left out."""
    counts: dict[int, int] = defaultdict(int)
    alike = _best(now).values_list("item", "profile__actor", "profile__actor__kind")
    for item, of, kind in alike:
        if of != actor.pk and kind == actor.kind and item in items:
            counts[item] += 1
    return dict(counts)


def _best(now: datetime) -> "QuerySet[Match]":
    still_open = Q(item__deadline=None) | Q(item__deadline__gte=now)
    rows = Match.objects.filter(
        still_open, item__kind__in=KINDS, profile__actor__withdrawn_at=None, profile__actor__isnull=False
    )
    place = Window(RowNumber(), partition_by=F("profile"), order_by=[F("score").desc(), F("pk").asc()])
    return rows.filter(profile__paused=False).annotate(place=place).filter(place__lte=BEST).order_by("pk")


def _order(matches: list[Match]) -> tuple[str, int]:
    closes = matches[0].item.deadline
    return (closes.isoformat() if closes else "never", matches[0].item_id)


def _clash(matches: list[Match]) -> Clash:
    item = matches[0].item
    return Clash(ACTORS, item.title, tuple(_side(match) for match in matches), reverse("watch:item", args=[item.pk]))


def _side(match: Match) -> Side:
    actor = match.profile.actor
    assert actor is not None
    url = reverse("actors:actor", args=[actor.pk])
    return Side(0, actor.name, url, str(actor.get_kind_display()), None, None, is_ours=True)
