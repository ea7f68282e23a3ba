"""A goal, priority, unit or local actor → the profile that items are matched against (following.py says when)."""

from collections.abc import Iterable, Iterator
from itertools import batched

import numpy as np
from django.db import transaction
from django.db.models import QuerySet

from utblick import lexicon
from utblick.accounts.models import Municipality
from utblick.journal.models import Recorded
from utblick.tenancy import scope
from utblick.watch import following
from utblick.watch.following import KINDS, Kind, Wish
from utblick.watch.models import Match, Profile

# A match is kept when fewer than one in ten ordinary texts would meet the profile so well ...
KEPT_ABOVE = 90
# ... and when it is more than chance resemblance, however little ordinary texts meet the profile.
LEAST_SCORE = 0.15
AT_A_TIME = 200


def follow_all() -> int:
    """Bring every profile of the installation up to its subject and to the engine. Returns how many were made or changed."""
    with scope.everywhere():
        following.pause_what_ended()
        return sum(_follow(kind) for kind in KINDS)


def refresh(subject: Recorded) -> Profile | None:
    """Bring one subject's profile up to it, and return it; None for what is not in force or wants nothing."""
    kind = following.kind_of(subject)
    if not kind.in_force().filter(pk=subject.pk).exists():
        Profile.objects.filter(**{kind.field: subject.pk}).update(paused=True)
        return None
    _make(kind, [subject])
    return Profile.objects.get(**{kind.field: subject.pk})


def _follow(kind: Kind) -> int:
    made_by_another = following.of_kind(kind).exclude(engine_version=lexicon.engine().edition)
    keys = {*following.behind(kind).values_list("pk", flat=True), *made_by_another.values_list(kind.field, flat=True)}
    for some in batched(sorted(keys), AT_A_TIME, strict=False):
        _make(kind, kind.model.objects.filter(pk__in=some))
    return len(keys)


def _make(kind: Kind, subjects: Iterable[Recorded]) -> None:
    """Make or renew the profiles of these subjects; each will meet the items that are there."""
    made = [_made(kind, subject) for subject in subjects]
    # What is usual stays until it is measured: it is taken off the matches that there are.
    unchanging = {"id", "municipality", kind.field, "usual"}
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
    edition, features = engine.edition, features_of(wish)
    return Profile(
        municipality_id=subject.municipality_id,
        **{f"{kind.field}_id": subject.pk},
        name=str(subject)[:200],
        text=wish.text,
        keywords=list(wish.keywords),
        concepts=list(wish.concepts),
        threshold=threshold_of(features),
        background=[],  # measured anew before it meets the items, and what is usual with it (measuring.py)
        features=features.to_bytes(),
        engine_version=edition,
        subject_revision=subject.revision,
        is_new=True,
        paused=False,
    )


def acting_for(owned: "QuerySet[Profile] | QuerySet[Match]") -> Iterator[Municipality]:
    """Each municipality that owns some of these rows, in turn within its scope."""
    owners = list(owned.order_by("municipality").values_list("municipality", flat=True).distinct())
    for place in Municipality.objects.filter(pk__in=owners).order_by("pk"):
        with scope.acting(place, sees_secrets=True):
            yield place


def features_of(wish: Wish) -> lexicon.Profile:
    """A wish as the engine reads it, in whichever mode it is."""
    engine = lexicon.engine()
    profile = engine.profile(wish.text, "sv", wish.keywords, wish.concepts)
    return engine.asked([profile])[0] if engine.mode == "semantic" else profile


def threshold_of(features: lexicon.Profile) -> float:
    """The score under which a match with the profile is not kept."""
    return round(max(float(np.percentile(lexicon.engine().background(features), KEPT_ABOVE)), LEAST_SCORE), 4)
