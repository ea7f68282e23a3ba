"""A local actor's own page: what fits it, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.actors.models import LocalActor
from utblick.actors.representing import represented_by
from utblick.desk.actor_radar import others, ours_too
from utblick.watch import card, fitting
from utblick.watch.models import Match, OwnAnswer
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
    is_ours_too: bool = False
    """Whether the municipality itself works on it."""
    is_wanted: bool = False
    """Whether the actor has said that it is for it."""


@may("actors.own")
def own(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    actors = [(actor, fits(actor, now), fitting.wishes_of(actor)) for actor in represented_by(request.user)]
    return render(request, "desk/own.html", {"actors": actors})


def fits(actor: LocalActor, now: datetime) -> list[Fit]:
    """The best, with what the actor has said of each and how many others are after it."""
    found = list(fitting.fits(actor, now)[:SHOWN])
    keys = [match.item_id for match in found]
    wanted = set(OwnAnswer.objects.current().filter(actor=actor, item__in=keys).values_list("item", flat=True))
    shared, ours = others(keys, actor, now), ours_too(keys)
    return [
        Fit(
            match,
            card.brief_of(match.item, now),
            brief_of(match.reasons),
            shared.get(match.item_id, 0),
            match.item_id in ours,
            match.item_id in wanted,
        )
        for match in found
    ]
