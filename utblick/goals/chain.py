"""The place in the chain of what gives the direction: a governing document, its goals, a programme and its priorities."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.goals import serving
from utblick.goals.models import Goal, PolicyDocument, Priority, Programme
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
    return Chain(
        came_from=(_of_document(goal.document),),
        this=Stage(_("Goal"), str(goal), goal.get_absolute_url()),
        led_to=(
            *map(_of_priority, priorities),
            *(Stage(_("Initiative"), one.initiative.title, one.initiative.get_absolute_url()) for one in contributions),
            *(Stage(_("Result"), str(one), one.get_absolute_url(), one.noted_on) for one in results),
        ),
    )


def chain_of_document(document: PolicyDocument, *, goals: Iterable[Goal], replaced_by: PolicyDocument | None) -> Chain:
    """From the version before it to its goals, and to the version that came after."""
    before, after = document.replaces, replaced_by
    return Chain(
        came_from=(_of_document(before),) if before else (),
        this=Stage(_("Governing document"), document.title, when=document.adopted_on),
        led_to=(*map(_of_goal, goals), *((_of_document(after),) if after else ())),
    )


def chain_of_programme(programme: Programme, *, priorities: Iterable[Priority]) -> Chain:
    """From the version or programme before it, and the goals that it puts first, to its priorities."""
    listed, former = list(priorities), programme.former
    goals = {one.goal_id: one.goal for one in listed}.values()
    return Chain(
        came_from=(*((_of_programme(former),) if former else ()), *map(_of_goal, goals)),
        this=Stage(_("Programme"), str(programme), when=programme.starts_on),
        led_to=tuple(map(_of_priority, listed)),
    )


def chain_of_priority(priority: Priority) -> Chain:
    """From its programme and goal to the initiatives that serve the goal."""
    programme = priority.programme
    served = serving.contributions(priority.goal)
    return Chain(
        came_from=(
            _of_programme(programme),
            _of_goal(priority.goal),
        ),
        this=Stage(_("Priority"), priority.name),
        led_to=tuple(Stage(_("Initiative"), one.initiative.title, one.initiative.get_absolute_url()) for one in served),
    )


def _of_document(document: PolicyDocument) -> Stage:
    address = reverse("goals:document", args=[document.pk])
    return Stage(_("Governing document"), document.title, address, document.adopted_on)


def _of_goal(goal: Goal) -> Stage:
    return Stage(_("Goal"), str(goal), reverse("goals:goal", args=[goal.pk]))


def _of_programme(programme: Programme) -> Stage:
    return Stage(_("Programme"), str(programme), programme.get_absolute_url(), programme.starts_on)


def _of_priority(priority: Priority) -> Stage:
    return Stage(_("Priority"), priority.name, reverse("goals:priority", args=[priority.pk]))
