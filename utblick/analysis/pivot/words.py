"""The question and its answer in words: what the table shows, and by which rules it was counted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from utblick.analysis.pivot.figures import Figure
from utblick.analysis.pivot.question import Question
from utblick.analysis.pivot.subjects import RESULTS
from utblick.analysis.pivot.table import Table
from utblick.ui.charts import with_unit
from utblick.ui.figures import grouped

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

IN_ALL = gettext_lazy("In all")

# What one finds in rows and columns, as it is named within a sentence.
WITHIN: dict[str, "StrPromise"] = {
    "goal": gettext_lazy("goal"),
    "form": gettext_lazy("form of cooperation"),
    "country": gettext_lazy("country"),
    "unit": gettext_lazy("unit"),
    "year": gettext_lazy("year"),
}


def heading(question: Question) -> str:
    """For example “Cost in kr by goal and year”."""
    facts = {"figure": named(question.figure), "rows": WITHIN[question.rows.key]}
    if not question.columns:
        return _("%(figure)s by %(rows)s") % facts
    return _("%(figure)s by %(rows)s and %(columns)s") % {**facts, "columns": WITHIN[question.columns.key]}


def named(figure: Figure) -> str:
    return (
        _("%(figure)s in %(unit)s") % {"figure": figure.label, "unit": figure.unit}
        if figure.unit
        else str(figure.label)
    )


def answer(question: Question, table: Table) -> str:
    """What the table comes to, and where the most is."""
    if table.foot.total.value is None:
        return _("Nobody has told any of it yet.")
    total = _("In all %(total)s.") % {"total": with_unit(table.foot.total.told, question.figure.unit)}
    if not table.most or not table.most[2].value:
        return total
    row, column, cell = table.most
    facts = {"where": ", ".join(filter(None, (row, column))), "most": with_unit(cell.told, question.figure.unit)}
    if table.is_in_one_cell:
        return _("In all %(most)s, all of it under %(where)s.") % facts
    return f"{total} " + _("Most: %(where)s, %(most)s.") % facts


def without(untold: int) -> str:
    """How many steps tell nothing of it, though they should."""
    told = ngettext(
        "%(count)s step does not tell it, and is in no figure here.",
        "%(count)s steps do not tell it, and are in no figure here.",
        untold,
    )
    return told % {"count": grouped(untold)}


# Overlap


def overlap(question: Question, table: Table) -> list[str]:
    """Why rows or columns are not to be added up; nothing where they may be."""
    reasons = [
        str(_SEVERAL.get((question.figure.subject.kind, one.key)) or _SEVERAL["", one.key]) for one in table.overlaps
    ]
    return [*reasons, _("So do not add them up: in the sums of all, each is counted once.")] if reasons else []


_SEVERAL: dict[tuple[str, str], "StrPromise"] = {
    ("", "goal"): gettext_lazy("What serves several goals is counted under each of them."),
    ("", "country"): gettext_lazy("What belongs to several countries is counted under each of them."),
    ("", "year"): gettext_lazy("What goes on over several years is counted whole in each of them."),
}


# Rules


def rules(question: Question) -> list[str]:
    """Those that this figure was counted by."""
    return [*_of_figure(question.figure), *(_of_dimension(question))]


def _of_figure(figure: Figure) -> Iterator[str]:
    if figure.names:
        yield _(
            "Rejected and cancelled steps are in no plan and no number of steps, but what they did cost is in the costs."
        )
    if figure.unit == "kr":
        yield _(
            "Everything is in kronor. What a project has budgeted in euro is reckoned at the rate that its budget states; without "
            "a rate it is in no figure here. What is booked is in kronor already."
        )
    if figure.key == "others":
        yield _("Others' part is the cost less our own part, of the steps that tell both.")
    if figure.is_told:
        yield _("A dash means that nobody has told; 0 means that it was told to be nothing.")


def _of_dimension(question: Question) -> Iterator[str]:
    subject, used = question.figure.subject, {one.key for _name, one in question.dimensions}
    if "year" in used or question.first or question.last:
        yield str(_YEARS[subject.kind])
    if "country" in used or question.country:
        yield _(
            "The countries of an initiative are those of its partners and those of its steps that have come about or still may, "
            "in whatever year. What it does is counted under all of them."
        )
    if subject is RESULTS and ("goal" in used or question.goal):
        yield _("A result that names its goal is counted for that one alone, another for each goal of its initiative.")


_YEARS: dict[str, "StrPromise"] = {
    "initiatives": gettext_lazy(
        "An initiative is counted in every year from its first day to its last. Without a last day it goes on until it is "
        "finished or stopped; an idea has not begun."
    ),
    "steps": gettext_lazy(
        "A step is counted whole in every year in which it goes on, as in the yearly report. One without a first day is in no year."
    ),
    "results": gettext_lazy("A result is counted in the year in which it was noted."),
}
