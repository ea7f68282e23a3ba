"""Figures → a report's parts, in the report's language."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from utblick.followup.collecting import answers_to
from utblick.followup.compiling import compile_figures
from utblick.followup.contents import Part, plain
from utblick.followup.figures import Figures
from utblick.followup.models import Frozen, Report
from utblick.followup.parts import (
    board,
    establishment,
    gaps,
    goals,
    introduction,
    letter,
    method,
    relations,
    summary,
    units,
    watch,
)
from utblick.followup.parts.blocks import part
from utblick.journal import clock


def compose(report: Report) -> None:
    """Fetch the figures anew and write the drafts; what people have written stands. Raises Frozen for a frozen report."""
    if report.is_frozen:
        raise Frozen.told()
    figures = compile_figures(report.starts_on, report.ends_on)
    figures.answers = answers_to(report)
    with translation.override(report.language):
        told = {"parts": written(figures), "board": board.write(figures), "letter": letter.drafts(figures)}
    report.figures = plain({**told, "figures": bare(figures)})
    report.composed_at = clock.now()
    report.save()


def start(**facts: Any) -> Report:
    """A draft for a period, composed at once. Raises ValidationError where the facts do not hold."""
    report = Report(**facts)
    report.full_clean(exclude=["municipality"])
    with transaction.atomic():
        report.save()
        compose(report)
    return report


def written(figures: Figures) -> list[Part]:
    """All parts, in the language that is active."""
    return [
        summary.write(figures),
        introduction.write(figures),
        *(goals.write(figures, goal, number) for number, goal in enumerate(figures.goals)),
        *([goals.write_without_goal(figures)] if figures.without_goal else []),
        watch.write(figures),
        *([establishment.write(figures)] if figures.establishment.received else []),
        relations.write(figures),
        gaps.write(figures),
        *([units.write(figures)] if figures.answers else []),
        part("closing", _("Closing words")),
        method.write(figures),
    ]


def bare(figures: Figures) -> dict[str, Any]:
    """The figures themselves, for whoever reads them by machine: each initiative once, the goals by its key."""
    told = asdict(figures)
    for goal, its_part in zip(told["goals"], figures.goals, strict=True):
        goal["initiatives"] = [one.pk for one in its_part.initiatives]
    for one, line in zip(told["initiatives"], figures.initiatives, strict=True):
        one["goals"] = list(line.goals)
    return told
