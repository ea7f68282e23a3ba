"""A local actor's own page: what fits it, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.actors.models import LocalActor
from utblick.actors.representing import represented_by
from utblick.desk.actor_radar import others, ours_too
from utblick.watch import card, fitting
from utblick.watch.forms.own import OwnAnswerForm
from utblick.watch.models import ActorQuestion, Match, OwnAnswer
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What the municipality asks of an actor, and what it is about."""

    question: ActorQuestion
    brief: Any
    form: OwnAnswerForm


@may("actors.own")
def own(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    mine = list(represented_by(request.user))
    asked = questions(mine, now)
    actors = [(actor, asked[actor.pk], fits(actor, now), fitting.wishes_of(actor)) for actor in mine]
    return render(request, "desk/own.html", {"actors": actors})


def questions(actors: list[LocalActor], now: datetime) -> dict[int, list[Asked]]:
    """By actor what it is asked, first what waits for its answer; what it has answered as long as it is open."""
    found: dict[int, list[Asked]] = {actor.pk: [] for actor in actors}
    rows = ActorQuestion.objects.current().filter(actor__in=found).select_related("item", "asked_by", "answered_by")
    rows = rows.filter(Q(answered_at=None) | Q(item__deadline=None) | Q(item__deadline__gte=now))
    for one in rows.order_by(F("answered_at").desc(nulls_first=True), "item__deadline", "pk"):
        found[one.actor_id].append(Asked(one, card.brief_of(one.item, now), OwnAnswerForm(asked=one)))
    return found


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
