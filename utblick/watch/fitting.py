"""What fits a local actor: its matches that anybody may read, as it wants them and without what it has said no to."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from utblick.actors.models import LocalActor
from utblick.watch import learning
from utblick.watch.models import WORTH, ActorQuestion, ActorWishes, Item, Match, OwnAnswer, Profile, Sighting, Source
from utblick.watch.saved_searches import of_country


def wishes_of(actor: LocalActor) -> ActorWishes:
    """Its own, or those of who has said nothing: all that can fit, once a week."""
    return ActorWishes.objects.filter(actor=actor).first() or ActorWishes(actor=actor)


def meet_anew(actor: LocalActor) -> None:
    """It wants other kinds: what is there is matched to it again by the next run."""
    Profile.objects.filter(actor=actor).update(is_new=True)


def public_matches(actor: LocalActor) -> "QuerySet[Match]":
    """Not what was mailed or handed in to the municipality: anybody may read the rest at its source."""
    return Match.objects.filter(is_public("item"), profile__actor=actor, profile__paused=False)


def is_public(item: str) -> Exists:
    """Whether anybody may read the item that the field leads to: some source told of it that is not the municipality's own post."""
    return Exists(Sighting.objects.filter(item=OuterRef(item)).exclude(source__connector__in=Source.PRIVATE))


def fits(actor: LocalActor, now: datetime) -> "QuerySet[Match]":
    """What is still open and wanted, the best first: by its words, and by what its answers have taught. What the actor is asked
    about waits there for its answer, and is not told once more."""
    refused = OwnAnswer.objects.current().filter(actor=actor, verdict=OwnAnswer.Verdict.NO)
    still_open = Q(item__deadline=None) | Q(item__deadline__gte=now)
    # A notice of who got the contract is closed and names no day: nobody can answer it.
    rows = public_matches(actor).filter(still_open, ~Q(item__status="closed"), *_wanted(wishes_of(actor)).values())
    asked = ActorQuestion.objects.waiting().filter(actor=actor)
    rows = (
        rows.exclude(item__in=refused.values("item"))
        .exclude(item__in=asked.values("item"))
        .select_related("item")
        .defer("item__body", "item__facts")
    )
    return rows.annotate(worth=WORTH).order_by("-worth", "pk")


def held_back(actor: LocalActor, item: Item) -> list[str]:
    """Which of the actor's own limits the item does not pass: `kinds`, `countries`, `languages`, `refused`; and `private`, where
    it came to the municipality alone."""
    asked = _wanted(wishes_of(actor), at="")
    found = [name for name, wanted in asked.items() if not Item.objects.filter(wanted, pk=item.pk).exists()]
    if OwnAnswer.objects.current().filter(actor=actor, item=item, verdict=OwnAnswer.Verdict.NO).exists():
        found.append("refused")
    if not item.sightings.exclude(source__connector__in=Source.PRIVATE).exists():
        found.append("private")
    return found


def _wanted(wishes: ActorWishes, at: str = "item__") -> dict[str, Q]:
    """What names no country or language is let by: better one too many than the right one lost. `at` leads to the item."""
    asked = {"kinds": Q((f"{at}kind__in", wishes.kinds_told))}
    if countries := wishes.countries.split():
        told = Item.objects.filter(reduce(or_, [Q(countries=[]), *map(of_country, countries)]))
        asked["countries"] = Q((f"{at}pk__in", told.values("pk")))
    if languages := wishes.languages.split():
        asked["languages"] = Q((f"{at}language__in", ["", *languages]))
    return asked


@transaction.atomic
def say(actor: LocalActor, item: Item, verdict: str) -> OwnAnswer:
    """The actor's word about an item; said anew it replaces the former. The ranking learns after the transaction."""
    standing = OwnAnswer.objects.current().filter(actor=actor, item=item).first() or OwnAnswer(actor=actor, item=item)
    if standing.verdict != verdict:
        standing.verdict = verdict
        standing.save()
        learning.fall_behind_alone(actor)
    return standing


@transaction.atomic
def take_back(answer: OwnAnswer) -> None:
    if not answer.withdrawn_at:
        answer.withdraw()
        learning.fall_behind_alone(answer.actor)
