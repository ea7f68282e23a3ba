"""A local actor's own page: what fits it, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.actors.models import LocalActor
from utblick.actors.representing import represented_by
from utblick.watch import card
from utblick.watch.models import Match
from utblick.watch.reasons import brief_of

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Fit:
    """One thing that fits an actor, with the words that met."""

    match: Match
    brief: Any
    why: str


@may("actors.own")
def own(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    actors = [(actor, fits(actor, now)) for actor in represented_by(request.user)]
    return render(request, "desk/own.html", {"actors": actors})


def fits(actor: LocalActor, now: datetime) -> list[Fit]:
    """What is still open, best first."""
    still_open = Q(item__deadline=None) | Q(item__deadline__gte=now)
    rows = Match.objects.filter(still_open, profile__actor=actor, profile__paused=False).select_related("item")
    found = rows.defer("item__body", "item__facts").order_by("-percentile", "-score", "pk")[:SHOWN]
    return [Fit(match, card.brief_of(match.item, now), brief_of(match.reasons)) for match in found]
