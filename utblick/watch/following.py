"""Which subjects have profiles, and which profiles are behind. Asks the database only: the engine is not needed to know that
nothing has changed.

The rooms of the subjects lie upstream and know nothing of the watch, so a profile follows its subject: at the beginning of each
matching run the subject's revision (every save counts) is compared with the one that the profile was made from. What is no
longer in force keeps its profile, paused: decisions still refer to its matches.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from utblick.accounts.models import Unit
from utblick.actors.models import LocalActor
from utblick.goals.models import Goal, Priority, Programme
from utblick.journal.models import Recorded
from utblick.watch.models import Profile


@dataclass(frozen=True, slots=True)
class Wish:
    """What a subject wants, in its own words."""

    text: str
    keywords: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of subject: the profile's field for it, those in force, and what one of them wants."""

    field: str
    model: type[Recorded]
    in_force: Callable[[], "models.QuerySet[Recorded]"]
    wish: Callable[[Recorded], Wish]


def _priorities() -> "models.QuerySet[Recorded]":
    """Of programmes that are adopted and not over."""
    lasting = {"programme__status": Programme.Status.ADOPTED, "programme__ends_on__gte": timezone.localdate()}
    return Priority.objects.current().filter(**lasting)


def _in_force(model: type[Recorded], **facts: object) -> Callable[[], "models.QuerySet[Recorded]"]:
    return lambda: model.objects.filter(withdrawn_at=None, **facts)


def _wanted(subject: Goal | Priority) -> Wish:
    actions = subject.actions if isinstance(subject, Goal) else []
    text = "\n".join([subject.name, subject.text, *actions])
    return Wish(text, tuple(subject.keywords), tuple(concept["id"] for concept in subject.concepts))


def _of_unit(subject: Unit) -> Wish:
    """Its description alone: the name of a committee or department says "municipality" and would meet everything."""
    return Wish(subject.description)


def _of_actor(subject: LocalActor) -> Wish:
    concepts = tuple(concept["id"] if isinstance(concept, dict) else concept for concept in subject.concepts)
    return Wish(f"{subject.industry}\n{subject.description}", tuple(subject.keywords), concepts)


KINDS = [
    Kind("goal", Goal, lambda: Goal.objects.in_force(), _wanted),  # type: ignore[arg-type]
    Kind("priority", Priority, _priorities, _wanted),  # type: ignore[arg-type]
    Kind("unit", Unit, lambda: Unit.objects.filter(withdrawn_at=None).exclude(description=""), _of_unit),  # type: ignore[arg-type]
    Kind("actor", LocalActor, _in_force(LocalActor), _of_actor),  # type: ignore[arg-type]
]


def kind_of(subject: Recorded) -> Kind:
    return next(kind for kind in KINDS if isinstance(subject, kind.model))


def behind(kind: Kind) -> "models.QuerySet[Recorded]":
    """The subjects in force whose profile is missing, paused or made from an earlier revision."""
    other = ~Q(profile__subject_revision=F("revision")) | Q(profile=None) | Q(profile__paused=True)
    return kind.in_force().filter(other)


def of_kind(kind: Kind) -> "models.QuerySet[Profile]":
    return Profile.objects.filter(**{f"{kind.field}__isnull": False}, paused=False)


def pause_what_ended() -> None:
    """Pause the profiles of subjects that are no longer in force."""
    for kind in KINDS:
        ended = of_kind(kind).exclude(**{f"{kind.field}__in": kind.in_force().values("pk")})
        ended.update(paused=True)
