"""A local actor's own page: what fits it, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.actors.models import LocalActor
from utblick.actors.representing import represented_by
from utblick.desk.actor_radar import others
from utblick.watch import card
from utblick.watch.models import Match, Sighting, Source
from utblick.watch.reasons import brief_of

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Fit:
    """One thing that fits an actor, with the words that met."""

    match: Match
    brief: Any
    why: str
    others: int = 0
    """How many other local actors it fits as well; which ones is for the municipality to tell."""


@may("actors.own")
def own(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    actors = [(actor, fits(actor, now)) for actor in represented_by(request.user)]
    return render(request, "desk/own.html", {"actors": actors})


def fits(actor: LocalActor, now: datetime) -> list[Fit]:
    """What is still open, best first; of what anybody may read: not what was mailed or handed in to the municipality."""
    public = Sighting.objects.filter(item=OuterRef("item")).exclude(source__connector__in=Source.PRIVATE)
    still_open = Q(item__deadline=None) | Q(item__deadline__gte=now)
    rows = Match.objects.filter(still_open, Exists(public), profile__actor=actor, profile__paused=False).select_related(
        "item"
    )
    found = rows.defer("item__body", "item__facts").order_by("-percentile", "-score", "pk")[:SHOWN]
    shared = others([match.item_id for match in found], actor, now)
    return [
        Fit(match, card.brief_of(match.item, now), brief_of(match.reasons), shared.get(match.item_id, 0))
        for match in found
    ]
