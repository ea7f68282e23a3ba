"""A profile that an item meets, as pages tell it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from utblick.ui.templatetags.ui import percent
from utblick.watch.models import Match, Profile
from utblick.watch.rarity import percentile
from utblick.watch.reasons import Reasons


@dataclass(frozen=True, slots=True)
class Met:
    """A profile that an item meets, how well, and why."""

    profile: Profile
    match: Match
    why: Reasons

    @property
    def url(self) -> str:
        """The page of the goal, priority or local actor; a unit has none of its own."""
        profile = self.profile
        pages = {"goals:goal": profile.goal_id, "goals:priority": profile.priority_id, "actors:actor": profile.actor_id}
        return next((reverse(page, args=[pk]) for page, pk in pages.items() if pk), "")

    @property
    def fit(self) -> str:
        return fit_in_words(self.match.score, self.profile.background)


def fit_in_words(score: float, background: Sequence[float]) -> str:
    """Among which part of the latest items here a match stands, the best first: "top 0.3 %". Empty where nobody can tell."""
    less = percentile(score, background)
    if less is None:
        return ""
    share = round(100 - less, 1)
    return gettext("top %(share)s") % {"share": percent(share / 100, 1 if share < 1 else 0)}


def is_goal(profile: Profile) -> bool:
    return profile.goal_id is not None or profile.priority_id is not None
