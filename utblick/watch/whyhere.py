"""Why an item is in the inbox or not, for any profile: each step that it must pass, in the order in which they are asked.

The score and its reasons are worked out anew, so that they can be told for pairs that were never kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from utblick import lexicon
from utblick.journal import clock
from utblick.watch import explaining, fitting, learning, meanings, shortlists
from utblick.watch.meanings import texts_of
from utblick.watch.models import ActorWishes, Decision, InboxItem, Item, Match, Profile
from utblick.watch.rarity import percentile
from utblick.watch.reasons import Reasons, reasons_of


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is asked, whether the item passes, and what was found."""

    passed: bool
    text: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """How well the item meets the profile, the least that is kept, the words that met, and how it was read (meanings.py).

    In the inbox the `usual` is taken off the score. `is_kept`: there is a match, to which decisions have `learnt` so much.
    """

    score: float
    least: float
    usual: float
    percentile: float | None
    reasons: Reasons
    mode: str
    is_kept: bool
    learnt: float

    @property
    def is_enough(self) -> bool:
        return self.score >= self.least


def weigh(item: Item, profile: Profile) -> Weighed:
    """Asks the engine; some milliseconds, once it is loaded."""
    told = Match(item=item, profile=profile, score=0)
    told.reasons = explaining.reasons_of(told)
    told.score = float(sum(part["share"] for part in told.reasons["parts"]))
    whole = told.score + profile.usual
    fit, mode = percentile(told.score, profile.background), meanings.mode_of(item)
    kept = Match.objects.filter(item=item, profile=profile).first()
    lessons = learning.lessons_of(item, [kept]).get(kept.pk, ()) if kept else ()
    learnt = kept.learnt if kept else 0.0
    why = reasons_of(told, lessons)
    return Weighed(whole, profile.threshold, profile.usual, fit, why, mode, kept is not None, learnt)


def nearest(item: Item, profiles: Sequence[Profile]) -> Profile | None:
    """The profile that an item which meets none of them is nearest to, beyond what is usual for it. Asks the engine for each."""
    engine = lexicon.engine()
    read = engine.features(texts_of([item]))
    return max(
        profiles,
        key=lambda one: engine.background(lexicon.Profile.from_bytes(bytes(one.features)), read)[0] - one.usual,
        default=None,
    )


def steps(item: Item, profile: Profile, weighed: Weighed, now: datetime | None = None) -> list[Step]:
    """All that decides whether the item is in the inbox because of this profile."""
    now = now or clock.now()
    first = [*_of_item(item, now), *_of_profile(profile)]
    # What stopped there was never matched: neither its score nor better ones are why.
    stopped = not all(step.passed for step in first)
    second = [*_of_both(item, profile, weighed, stopped=stopped), *_of_actor(item, profile)]
    return [*first, *second, *_of_place(item, now, stopped=stopped and weighed.is_enough)]


def _of_item(item: Item, now: datetime) -> Iterator[Step]:
    yield Step(True, _("One of your sources brought it."))
    if item.final_deadline and item.final_deadline < now:
        yield Step(
            False,
            _("Its last deadline passed %(day)s. What has closed is not matched.") % {"day": _day(item.final_deadline)},
        )
    elif not Item.objects.worth_matching(now).filter(pk=item.pk).exists():
        yield Step(False, _("It says no deadline and is older than half a year. Only what is fresh is matched then."))
    else:
        yield Step(True, _open_in_words(item))


def _of_profile(profile: Profile) -> Iterator[Step]:
    if profile.paused:
        yield Step(False, _("“%(name)s” is no longer in force, so nothing is matched to it.") % {"name": profile.name})
    elif profile.is_new:
        yield Step(
            False,
            _("“%(name)s” has changed and is waiting to be matched; that takes some minutes.") % {"name": profile.name},
        )
    else:
        yield Step(True, _("“%(name)s” is in force and matched.") % {"name": profile.name})


def _of_both(item: Item, profile: Profile, weighed: Weighed, *, stopped: bool) -> Iterator[Step]:
    if item.kind in ActorWishes.BOUGHT and shortlists.unsold([profile])[0]:
        yield Step(False, _("A school or association hears of tenders only when it asks for them."))
        return
    words = {
        "score": round(100 * weighed.score),
        "least": round(100 * weighed.least),
    }
    if not weighed.is_enough:
        yield Step(False, _("It scores %(score)s; at least %(least)s is kept for this profile.") % words)
        return
    rare = _("%(fit)s of 100 of the latest items here score less.") % {"fit": localize(weighed.percentile)}
    text = _("It scores %(score)s; at least %(least)s is kept for this profile.") % words
    yield Step(True, text if weighed.percentile is None else f"{text} {rare}")
    if weighed.is_kept:
        yield Step(True, _("The match is kept."))
        if points := round(100 * weighed.usual):
            yield Step(
                True,
                _("Most of what your sources tell gets %(points)s points here, which are taken off in the inbox.")
                % {"points": points},
            )
        yield from _of_lessons(round(100 * weighed.learnt))
        return
    if stopped:
        return
    full = Match.objects.filter(profile=profile).count() >= shortlists.MOST
    text = (
        _("The %(most)s best are kept for each profile, and these are better.")
        if full
        else _("It is not matched yet; that happens after each reading.")
    )
    yield Step(False, text % {"most": shortlists.MOST} if full else text)


def _of_lessons(points: int) -> Iterator[Step]:
    if points < 0:
        yield Step(
            True, _("Earlier decisions take %(points)s points from it in the inbox; see below.") % {"points": -points}
        )
    elif points:
        yield Step(
            True, _("Earlier decisions give it %(points)s points more in the inbox; see below.") % {"points": points}
        )


def _of_actor(item: Item, profile: Profile) -> Iterator[Step]:
    """What keeps the item from the actor's own page and mails, whatever its score; the municipality's inbox has it all the same."""
    if profile.actor is None:
        return
    words = {
        "kinds": _("“%(name)s” does not ask for things of this kind, so it is not told of it."),
        "countries": _("“%(name)s” asks for other countries, so it is not told of it."),
        "languages": _("“%(name)s” asks for other languages, so it is not told of it."),
        "refused": _("“%(name)s” has said that it is not for them."),
        "private": _("It was mailed or handed in to you alone, so “%(name)s” is not told of it."),
    }
    for one in fitting.held_back(profile.actor, item):
        yield Step(False, words[one] % {"name": profile.name})


def _of_place(item: Item, now: datetime, *, stopped: bool) -> Iterator[Step]:
    place: Any = InboxItem.objects.filter(item=item).first()
    decision = Decision.objects.current().filter(item=item).select_related("decided_by").first()
    if decision:
        words = {
            "who": decision.decided_by,
            "verdict": decision.get_verdict_display(),
            "day": _day(decision.created_at),
        }
        yield Step(False, _("%(who)s decided “%(verdict)s” %(day)s; what is decided on has left the inbox.") % words)
    elif place and place.snoozed_until and place.snoozed_until > now:
        yield Step(False, _("It is put aside until %(day)s.") % {"day": _day(place.snoozed_until)})
    elif place and place.rank >= 0:
        better = InboxItem.objects.undecided().open(now).filter(rank__gt=place.rank).count()
        yield Step(True, _("It waits in the inbox, with %(count)s before it.") % {"count": better})
    elif place:
        yield Step(
            False,
            _("It waited in the inbox until its last day had passed. Nobody decided on it; the follow-up lists it."),
        )
    elif stopped:
        yield Step(False, _("So it is not in the inbox, however well it fits."))
    else:
        yield Step(False, _("It meets no goal, unit or local actor well enough, so it is not in the inbox."))


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()


def _open_in_words(item: Item) -> str:
    """What is matched is not always open: a notice of who got the contract names no day that could pass."""
    if item.status == "closed":
        return _("Its source says that it is closed. No last day has passed, so it is matched all the same.")
    if item.status == "forthcoming":
        return _("It has not opened yet. What is to come is matched too.")
    return _("It is open.")
