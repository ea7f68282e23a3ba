"""Initiative → result: what came of it, and what others should know."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DecimalField, F, Value

from utblick.goals.models import Goal
from utblick.initiatives.models import Initiative, Lesson, Result
from utblick.ui.figures import grouped


def note_result(initiative: Initiative, text: str, *, noted_on: date, goal: Goal | None = None, **facts: Any) -> Result:
    """Raises ValidationError where the facts do not hold."""
    result = Result(initiative=initiative, text=text, noted_on=noted_on, goal=goal, **facts)
    result.full_clean(exclude=["municipality", "initiative"])
    result.save()
    return result


def note_lesson(initiative: Initiative, text: str, *, learnt_on: date, **facts: Any) -> Lesson:
    """Raises ValidationError where the facts do not hold."""
    lesson = Lesson(initiative=initiative, text=text, learnt_on=learnt_on, **facts)
    lesson.full_clean(exclude=["municipality", "initiative"])
    lesson.save()
    return lesson


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result or a lesson as a page shows it. `more`: what a figure counts, or what should change; `of`: the goal, or for whom."""

    kind: str
    pk: int
    day: date
    text: str
    more: str
    of: str | None
    value: Decimal | None

    @property
    def figure(self) -> str:
        """The value as it is read: without decimals when it is whole."""
        if self.value is None:
            return ""
        return grouped(self.value, 0 if self.value == self.value.to_integral_value() else 2)


def outcomes(initiative: Initiative) -> tuple[list[Outcome], list[Outcome]]:
    """Results and lessons, newest first, in one query."""
    here = {"initiative": initiative}
    results = _told(
        Result.objects.current().filter(**here), "result", "noted_on", "unit_of_value", "goal__name", F("value")
    )
    nothing = Value(None, output_field=DecimalField(max_digits=14, decimal_places=2))
    lessons = _told(Lesson.objects.current().filter(**here), "lesson", "learnt_on", "change", "for_whom", nothing)
    found = [Outcome(*row) for row in results.union(lessons, all=True).order_by("-day", "-pk")]
    return [one for one in found if one.kind == "result"], [one for one in found if one.kind == "lesson"]


def _told(rows: Any, kind: str, day: str, more: str, of: str, figure: Any) -> Any:
    """The same seven columns for both kinds, so that they can be asked for at once."""
    columns = {"told_as": Value(kind, CharField()), "day": F(day), "more": F(more), "of": F(of), "figure": figure}
    told = rows.order_by().annotate(**columns)
    return told.values_list("told_as", "pk", "day", "text", "more", "of", "figure")
