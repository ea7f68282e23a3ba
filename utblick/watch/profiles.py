"""A goal, priority, unit or local actor → the profile that items are matched against.

Those rooms lie upstream and know nothing of the watch, so a profile follows its subject: `follow_all()`, at the beginning of each
matching run, compares the subject's revision (every save counts) with the one that the profile was made from. What is no
longer in force keeps its profile, paused: decisions still refer to its matches.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import batched

import numpy as np
from django.db import models, transaction
from django.db.models import Q

from utblick import lexicon
from utblick.accounts.models import Unit
from utblick.actors.models import LocalActor
from utblick.goals.models import Goal, Priority, Programme
from utblick.journal.models import Recorded
from utblick.tenancy import scope
from utblick.watch.models import Profile

# A match is kept when fewer than one in ten ordinary texts would meet the profile so well ...
KEPT_ABOVE = 90
# ... and when it is more than chance resemblance, however dull the profile's background is.
LEAST_SCORE = 0.15
AT_A_TIME = 200


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


def _in_force(model: type[Recorded], **facts: object) -> Callable[[], "models.QuerySet[Recorded]"]:
    return lambda: model.objects.filter(withdrawn_at=None, **facts)


def _wanted(subject: Goal | Priority) -> Wish:
    actions = subject.actions if isinstance(subject, Goal) else []
    text = "\n".join([subject.name, subject.text, *actions])
    return Wish(text, tuple(subject.keywords), tuple(concept["id"] for concept in subject.concepts))


def _of_unit(subject: Unit) -> Wish:
    return Wish(f"{subject.name}\n{subject.description}")


def _of_actor(subject: LocalActor) -> Wish:
    concepts = tuple(concept["id"] if isinstance(concept, dict) else concept for concept in subject.concepts)
    return Wish(f"{subject.industry}\n{subject.description}", tuple(subject.keywords), concepts)


KINDS = [
    Kind("goal", Goal, lambda: Goal.objects.in_force(), _wanted),  # type: ignore[arg-type]
    Kind("priority", Priority, _in_force(Priority, programme__status=Programme.Status.ADOPTED), _wanted),  # type: ignore[arg-type]
    Kind("unit", Unit, lambda: Unit.objects.filter(withdrawn_at=None).exclude(description=""), _of_unit),  # type: ignore[arg-type]
    Kind("actor", LocalActor, _in_force(LocalActor), _of_actor),  # type: ignore[arg-type]
]


def follow_all() -> int:
    """Bring every profile of the installation up to its subject. Returns how many were made or changed."""
    with scope.everywhere():
        return sum(_follow(kind) for kind in KINDS)


def refresh(subject: Recorded) -> Profile | None:
    """Bring one subject's profile up to it, and return it; None for what is not in force or wants nothing."""
    kind = next(kind for kind in KINDS if isinstance(subject, kind.model))
    if not kind.in_force().filter(pk=subject.pk).exists():
        Profile.objects.filter(**{kind.field: subject.pk}).update(paused=True)
        return None
    _make(kind, [subject])
    return Profile.objects.get(**{kind.field: subject.pk})


def _follow(kind: Kind) -> int:
    in_force = kind.in_force()
    of_kind = Profile.objects.filter(**{f"{kind.field}__isnull": False})
    of_kind.filter(paused=False).exclude(**{f"{kind.field}__in": in_force.values("pk")}).update(paused=True)
    behind = ~Q(profile__subject_revision=models.F("revision")) | Q(profile=None) | Q(profile__paused=True)
    stale = in_force.filter(behind)
    count = 0
    for some in batched(stale.order_by("pk"), AT_A_TIME, strict=False):
        _make(kind, some)
        count += len(some)
    return count + _renew(kind, of_kind)


def _renew(kind: Kind, of_kind: "models.QuerySet[Profile]") -> int:
    """Profiles made by another version of the engine are made anew; asked only where there are profiles."""
    if not of_kind.filter(paused=False).exists():
        return 0
    old = of_kind.filter(paused=False).exclude(engine_version=lexicon.engine().version)
    subjects = kind.model.objects.filter(pk__in=old.values(kind.field))
    for some in batched(subjects.order_by("pk"), AT_A_TIME, strict=False):
        _make(kind, some)
    return subjects.count()


def _make(kind: Kind, subjects: Iterable[Recorded]) -> None:
    """Make or renew the profiles of these subjects; each will meet the items that are there."""
    made = [_made(kind, subject) for subject in subjects]
    unchanging = {"id", "municipality", kind.field}
    with transaction.atomic():
        Profile.objects.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=[kind.field],
            update_fields=[f.name for f in Profile._meta.concrete_fields if f.name not in unchanging | set(_OTHERS)],
        )


_OTHERS = ["goal", "priority", "unit", "actor"]


def _made(kind: Kind, subject: Recorded) -> Profile:
    engine, wish = lexicon.engine(), kind.wish(subject)
    features = engine.profile(wish.text, "sv", wish.keywords, wish.concepts)
    ordinary = [round(float(score), 4) for score in np.percentile(engine.background(features), range(101))]
    return Profile(
        municipality_id=subject.municipality_id,
        **{f"{kind.field}_id": subject.pk},
        name=str(subject)[:200],
        text=wish.text,
        keywords=list(wish.keywords),
        concepts=list(wish.concepts),
        threshold=max(ordinary[KEPT_ABOVE], LEAST_SCORE),
        background=ordinary,
        features=features.to_bytes(),
        engine_version=engine.version,
        subject_revision=subject.revision,
        is_new=True,
        paused=False,
    )


def percentile(profile: Profile, score: float) -> int:
    """How many of a hundred ordinary texts meet the profile less well than this."""
    return int(np.searchsorted(profile.background, score, side="left").clip(1, 101)) - 1
