"""A goal's place in the chain: the document it stands in, the priorities and initiatives and results that it led to."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.goals import serving
from utblick.goals.models import Goal
from utblick.ui.chain import Chain, Stage


def chain_of_goal(
    goal: Goal,
    *,
    priorities: Iterable[Any] | None = None,
    contributions: Iterable[Any] | None = None,
    results: Iterable[Any] | None = None,
) -> Chain:
    """The chain of a goal; a page that has fetched the parts already hands them over."""
    if priorities is None:
        priorities = goal.priorities.current().filter(programme__withdrawn_at=None)
    if contributions is None:
        contributions = serving.contributions(goal)
    if results is None:
        results = serving.results(goal)
    document = goal.document
    return Chain(
        came_from=(Stage(_("Governing document"), document.title, document.get_absolute_url(), document.adopted_on),),
        this=Stage(_("Goal"), str(goal), goal.get_absolute_url()),
        led_to=(
            *(Stage(_("Priority"), one.name, reverse("goals:priority", args=[one.pk])) for one in priorities),
            *(Stage(_("Initiative"), one.initiative.title, one.initiative.get_absolute_url()) for one in contributions),
            *(Stage(_("Result"), str(one), one.get_absolute_url(), one.noted_on) for one in results),
        ),
    )
