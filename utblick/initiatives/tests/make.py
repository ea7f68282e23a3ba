"""Builders for tests: initiatives and what belongs to them."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from utblick.actors.models import LocalActor
from utblick.goals.models import Goal
from utblick.initiatives.models import Contribution, Initiative, Lead, Lesson, Participation, Result, Step
from utblick.partners.models import Organisation

_number = count(1)


def make_initiative(
    title: str = "", *, goals: Iterable[Goal] = (), partners: Iterable[Organisation] = (), **facts: Any
) -> Initiative:
    """A running initiative that serves these goals together with these partners."""
    standard: dict[str, Any] = {"title": title or f"Insats {next(_number)}", "status": Initiative.Status.RUNNING}
    initiative = Initiative.objects.create(**{**standard, **facts})
    for goal in goals:
        Contribution.objects.create(initiative=initiative, goal=goal)
    for partner in partners:
        Participation.objects.create(initiative=initiative, organisation=partner)
    return initiative


def make_step(*, initiative: Initiative | None = None, **facts: Any) -> Step:
    """An exchange that has been held, without money and people unless they are given."""
    standard: dict[str, Any] = {
        "kind": Step.Kind.EXCHANGE,
        "title": f"Studieresa {next(_number)}",
        "status": Step.Status.DONE,
        "starts_on": date(2026, 4, 13),
        "ends_on": date(2026, 4, 17),
    }
    return Step.objects.create(initiative=initiative or make_initiative(), **{**standard, **facts})


def make_result(*, initiative: Initiative | None = None, **facts: Any) -> Result:
    standard: dict[str, Any] = {"noted_on": date(2026, 5, 4), "text": f"Två skolor skriver brev {next(_number)}"}
    return Result.objects.create(initiative=initiative or make_initiative(), **{**standard, **facts})


def make_lesson(*, initiative: Initiative | None = None, **facts: Any) -> Lesson:
    standard: dict[str, Any] = {"learnt_on": date(2026, 5, 4), "text": f"Börja med värdfamiljerna {next(_number)}"}
    return Lesson.objects.create(initiative=initiative or make_initiative(), **{**standard, **facts})


def make_lead(actor: LocalActor, **facts: Any) -> Lead:
    standard: dict[str, Any] = {
        "counterpart": "Trøndelag Bygg AS", "country": "NO", "met_on": date(2026, 5, 4), "about": "Limträ till skolor",
    }  # fmt: skip
    return Lead.objects.create(actor=actor, **{**standard, **facts})
