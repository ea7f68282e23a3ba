"""A profile that an item meets, as pages tell it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from utblick.watch.models import Match, Profile
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
        """How many of a hundred ordinary texts meet the profile less well."""
        return gettext("%(fit)s of 100") % {"fit": self.match.percentile}


def is_goal(profile: Profile) -> bool:
    return profile.goal_id is not None or profile.priority_id is not None
