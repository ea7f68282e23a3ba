"""Local actors whom the same tender, call or partner search fits best as others of their kind, or from which a unit of ours has
begun something: they may be rivals, or better off together.

Few tell us what they are after before it is too late: what an actor has said to be for it is that, and what is among the five that
fit it best, and fits well, is as near as the watch comes. The municipality's own people are told who they are. An actor is told
how many others there are and whether the municipality is one of them, and not which; of what is confidential not even that.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import chain

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.desk.radar import LIVE, Clash, Side, concerning
from utblick.initiatives.models import Initiative
from utblick.tenancy import scope
from utblick.watch.answering import units_of
from utblick.watch.models import Item, Match, OwnAnswer

ACTORS, OURS = "actors", "ours"
BEST = 5
"""Of each actor's open matches."""
GOOD = 0.25
"""A score below it says less than a fair likeness: of a firm with few matches the five best may be chance."""
KINDS = [Item.Kind.TENDER, Item.Kind.CALL, Item.Kind.PARTNER_SEARCH]


def clashes(now: datetime, among: Collection[int] | None = None) -> list[Clash]:
    """By item (only of these, where they are given), those that close first before others; what our own units have begun something
    from before all. Two queries."""
    found: dict[int, dict[str, list[Match]]] = defaultdict(lambda: defaultdict(list))
    for match in _matches(now, among):
        found[match.item_id][_actor(match).kind].append(match)
    begun = _begun(found)
    ours = [list(chain.from_iterable(found[item].values())) for item in begun]
    alike = [some for item in found.keys() - begun.keys() for some in found[item].values() if len(some) > 1]
    told = [_clash(OURS, matches, begun[matches[0].item_id]) for matches in sorted(ours, key=_order)]
    return told + [_clash(ACTORS, matches) for matches in sorted(alike, key=_order)]


def after_the_same(user: User, *, everyones: bool) -> list[Clash]:
    """For the first page: what concerns this person; for who keeps the whole together also what is between local actors."""
    if everyones:
        return [*concerning(user, everyones=True), *clashes(timezone.now())]
    own = _begun_by(user)
    with_actors = clashes(timezone.now(), own) if own else []
    return [*concerning(user, everyones=False), *(one for one in with_actors if one.concerns(user))]


def _begun_by(user: User) -> set[int]:
    """What this person or the own unit has begun something from."""
    theirs = Q(owner=user) | Q(unit__in=units_of(user))
    rows = Initiative.objects.current().filter(theirs, status__in=LIVE, item__isnull=False)
    return set(rows.values_list("item", flat=True))


def ours_too(items: list[int]) -> set[int]:
    """From which of these items somebody of the municipality has begun something that is no secret."""
    return set(_begun(items, open_only=True))


def begun_beside(now: datetime) -> list[tuple[Item, list[Initiative], list[LocalActor]]]:
    """From what we have begun something that fits local actors too: it, what we began, and whom it fits. Three queries, or one."""
    live = Initiative.objects.current().filter(status__in=LIVE, item__isnull=False)
    fits: dict[int, list[Match]] = defaultdict(list)
    for match in _matches(now, set(live.values_list("item", flat=True))):
        fits[match.item_id].append(match)
    return [(fits[item][0].item, ours, [_actor(match) for match in fits[item]]) for item, ours in _begun(fits).items()]


def _matches(now: datetime, among: Collection[int] | None) -> list[Match]:
    """The best of each actor; only those of these items, where they are given."""
    best = _best(now)
    if among is not None:
        # Else all that fits every local actor would be ranked. By item only afterwards: the place is one among all items.
        best = best.filter(profile__in=Match.objects.filter(item__in=among).order_by().values("profile"))
    best = best.select_related("item", "profile__actor").defer("item__body", "item__facts", "reasons")
    return [match for match in best if among is None or match.item_id in among]


def _begun(items: Collection[int], *, open_only: bool = False) -> dict[int, list[Initiative]]:
    rows = Initiative.objects.current().filter(status__in=LIVE, item__in=items).select_related("unit", "owner")
    if open_only or not scope.current().sees_secrets:
        rows = rows.filter(secrecy_ground="")
    found: dict[int, list[Initiative]] = defaultdict(list)
    for one in rows.order_by("pk"):
        assert one.item_id is not None
        found[one.item_id].append(one)
    return dict(found)


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
    said = OwnAnswer.objects.current().filter(actor=OuterRef("profile__actor"), item=OuterRef("item"))
    rows = rows.exclude(Exists(said.filter(verdict=OwnAnswer.Verdict.NO)))
    place = Window(RowNumber(), partition_by=F("profile"), order_by=[F("score").desc(), F("pk").asc()])
    wanted = Exists(said.filter(verdict=OwnAnswer.Verdict.YES))
    placed = rows.filter(profile__paused=False).annotate(place=place, is_wanted=wanted)
    return placed.filter(Q(place__lte=BEST, score__gte=GOOD) | Q(is_wanted=True)).order_by("pk")


def _order(matches: list[Match]) -> tuple[str, int]:
    closes = matches[0].item.deadline
    return (closes.isoformat() if closes else "never", matches[0].item_id)


def _clash(kind: str, matches: list[Match], begun: Sequence[Initiative] = ()) -> Clash:
    item = matches[0].item
    sides = (*map(_side_of_ours, begun), *map(_side, matches))
    return Clash(kind, item.title, sides, reverse("watch:item", args=[item.pk]))


def _actor(match: Match) -> LocalActor:
    actor = match.profile.actor
    assert actor is not None
    return actor


def _side_of_ours(one: Initiative) -> Side:
    who = str(one.unit or one.owner or "")
    return Side(one.pk, one.title, one.get_absolute_url(), who, one.unit_id, one.owner_id, is_ours=True)


def _side(match: Match) -> Side:
    actor = _actor(match)
    url = reverse("actors:actor", args=[actor.pk])
    return Side(0, actor.name, url, str(actor.get_kind_display()), None, None, is_ours=True)
