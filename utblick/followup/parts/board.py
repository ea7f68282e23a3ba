"""The sheet that a board member reads in two minutes: as much as one side of paper holds, and never more."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Cell, Listed, Part, Sentence, Table, Told
from utblick.followup.figures import Figures, GoalPart
from utblick.followup.parts.blocks import anchor, cell, counted_cell, part, said, table
from utblick.followup.parts.climate import emitted
from utblick.followup.parts.goals import told_noted
from utblick.followup.parts.money import beyond, spent, steps_of
from utblick.followup.parts.summary import attention
from utblick.followup.phrases import amount, counted, figure, head, sentence, took_part, within
from utblick.indicators.standing import JUDGED, WELL
from utblick.ui.cutting import cut

MOST_GOALS, MOST_RESULTS, MOST_NOTES = 9, 4, 7
LONGEST_NAME, LONGEST_RESULT, LONGEST_NOTE = 70, 150, 170


def write(figures: Figures) -> Part:
    return part(
        "board",
        _("The year on one sheet") if figures.period.is_calendar_year else _("The period on one sheet"),
        [list(_draft(figures))],
        tables=[_goals(figures)],
        lists=[
            Listed(heading=_("Results worth knowing"), items=list(_results(figures))),
            Listed(heading=_("For the board to note"), items=list(_notes(figures))),
        ],
    )


def _draft(figures: Figures) -> Iterator[Sentence]:
    count, when = len(figures.initiatives), within(figures.period)
    if not count:
        yield said(_("No initiative is registered for %(when)s.") % {"when": when})
        return
    text = ngettext(
        "During %(when)s the municipality carried on one international initiative.",
        "During %(when)s the municipality carried on %(count)s international initiatives.",
        count,
    )
    yield said(text % {"when": when, "count": counted(count)})
    totals, steps = figures.totals, steps_of(figures.initiatives)
    for told in (
        took_part(totals.people),
        spent(steps),
        beyond(steps, figures.period),
        emitted(totals.kg_co2e),
    ):
        if told:
            yield said(told)


def _goals(figures: Figures) -> Table:
    left = len(figures.goals) - MOST_GOALS
    text = ngettext("One more goal is in the report.", "%(count)s more goals are in the report.", max(left, 1))
    return table(
        "board",
        _("The goals"),
        [_("Goal"), _("Indicators"), _("Initiatives"), _("People"), _("Spent, kronor"), _("Results")],
        [*map(_row, figures.goals[:MOST_GOALS]), *_beside(figures)],
        texts=2,
        note=sentence(text % {"count": counted(left)}) if left > 0 else "",
    )


def _beside(figures: Figures) -> Iterator[list[Cell]]:
    """What served no goal, so that the rows hold all that the text tells of."""
    if figures.without_goal:
        aside = GoalPart(0, _("No goal"), "", "", "", figures.without_goal)
        for one in aside.initiatives:
            aside.sums += one.sums
        yield _row(aside)


def _row(goal: GoalPart) -> list[Cell]:
    of, results = f"goal:{goal.pk}", len(goal.results())
    ref = anchor(f"goal-{goal.pk}" if goal.pk else "no-goal")
    people, cost = goal.sums.people.total, goal.sums.money.cost
    return [
        cell(cut(goal.name, LONGEST_NAME), ref),
        cell(_standing(goal)),
        counted_cell(figure(len(goal.initiatives)), len(goal.initiatives), f"{of}:initiatives", ref),
        counted_cell(head(people), people, f"{of}:people", ref),
        counted_cell(amount(cost), cost, f"{of}:cost", ref),
        counted_cell(figure(results), results, f"{of}:results", ref),
    ]


def _standing(goal: GoalPart) -> str:
    """How many of the judged indicators stand well; the year that is not over judges none."""
    judged = [one for one in goal.indicators if one.status in JUDGED and not one.so_far]
    if not goal.indicators:
        return _("none")
    if not judged:
        return ngettext("it is not judged", "none is judged", len(goal.indicators))
    well = sum(one.status in WELL for one in judged)
    return _("%(well)s of %(count)s on pace") % {"well": well, "count": len(judged)}


def _results(figures: Figures) -> Iterator[Told]:
    """Those with a figure first, and no initiative twice before each has been told once."""
    found = [(one, noted) for one in figures.initiatives for noted in one.results]
    nth = {noted.pk: at for one in figures.initiatives for at, noted in enumerate(_figures_first(one.results))}
    for one, noted in sorted(found, key=lambda pair: (nth[pair[1].pk], pair[1].value is None))[:MOST_RESULTS]:
        told = told_noted(one, noted)
        yield Told(
            lead=told["lead"], text=cut(told["text"], LONGEST_RESULT), source=cut(one.title, 60), ref=told["ref"]
        )


def _figures_first[T](results: list[T]) -> list[T]:
    return sorted(results, key=lambda noted: noted.value is None)  # type: ignore[attr-defined]


def _notes(figures: Figures) -> Iterator[Told]:
    for told in list(attention(figures))[:MOST_NOTES]:
        yield Told(lead="", text=cut(told["text"], LONGEST_NOTE), source="", ref=told["ref"])
