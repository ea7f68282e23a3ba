"""The portfolio in its ways to be seen: by stage, along time, and by month; of whatever initiatives a filter leaves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.dated import dated, soonest_first
from utblick.initiatives.models import Gate, Initiative, Step
from utblick.initiatives.models.steps import StepQuerySet
from utblick.initiatives.progress import Forward, forward
from utblick.ui.gantt import Axis, Bar

IN_COLUMN = 6
IN_DAY, IN_MONTH = 4, 2000
Status = Initiative.Status


@dataclass(frozen=True, slots=True)
class Column:
    """One stage on the board: how many are there, and the first of them."""

    status: str
    label: str | Promise
    count: int
    cards: list[tuple[Initiative, Forward | None]]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def board(rows: QuerySet[Initiative]) -> list[Column]:
    """Every stage; before the application those whose deadline is nearest first, after it the newest. Two queries."""
    counts = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    until = Case(When(status__in=Initiative.BEFORE_DEADLINE, then=F("deadline")))
    order = [until.asc(nulls_last=True), F("starts_on").desc(nulls_last=True), F("pk").desc()]
    # A few of each, found by their keys alone: placing every row within its stage costs more than all that is shown.
    first = (rows.filter(status=status).order_by(*order).values("pk")[:IN_COLUMN] for status in Status.values)
    shown = reduce(or_, (Q(pk__in=keys) for keys in first))
    cards: dict[str, list[tuple[Initiative, Forward | None]]] = defaultdict(list)
    for one in Initiative.objects.filter(shown).select_related("unit", "owner").order_by(*order):
        cards[one.status].append((one, forward(one)))
    return [Column(status, Status(status).label, counts.get(status, 0), cards[status]) for status in Status.values]


@dataclass(frozen=True, slots=True)
class Line:
    """One initiative along time: its bar, its steps' bars, and its deadline's place while it is waited for."""

    initiative: Initiative
    bar: Bar | None
    parts: list[Bar]
    mark: str


def lines(rows: Sequence[Initiative], today: date) -> tuple[Axis, list[Line]]:
    """Under one axis that is wide enough for all of them. One query."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in _steps().filter(initiative__in=rows).exclude(starts_on=None).in_order():
        steps[step.initiative_id].append(step)
    axis = Axis.over([(one.starts_on, one.ends_on) for one in rows] + [(None, _deadline(one)) for one in rows], today)
    return axis, [_line(one, steps[one.pk], axis) for one in rows]


def _line(one: Initiative, steps: list[Step], axis: Axis) -> Line:
    parts = [axis.span(step.starts_on, step.ends_on or step.starts_on) for step in steps]
    until = _deadline(one)
    bar = axis.span(one.starts_on, one.ends_on) if one.starts_on or one.ends_on else None
    mark = axis.x(until) if until and axis.shows(until) else ""
    return Line(one, bar, [part for part in parts if part], mark)


def _deadline(one: Initiative) -> date | None:
    return timezone.localdate(one.deadline) if one.awaits_deadline and one.deadline else None


def _steps() -> StepQuerySet:
    """Those that came about, or still may."""
    return Step.objects.standing().exclude(status__in=Step.FELL_THROUGH)


@dataclass(frozen=True, slots=True)
class Happening:
    """What stands on a day of the calendar."""

    on: date
    kind: str
    title: str
    initiative: int

    @property
    def label(self) -> Promise:
        return KINDS[self.kind]


KINDS: dict[str, Promise] = {
    "deadline": _("Application deadline"),
    "papers": _("Papers to hand in for a decision"),
    "meeting": _("To be decided at a meeting"),
    "start": _("Begins"),
    "end": _("Ends"),
    "step": _("Step begins"),
}


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    is_here: bool
    all: list[Happening]

    @property
    def happenings(self) -> list[Happening]:
        """As many as a day has room for."""
        return self.all[:IN_DAY]

    @property
    def more(self) -> int:
        return len(self.all) - len(self.happenings)


def month(rows: QuerySet[Initiative], first: date) -> list[list[Day]]:
    """The weeks that a month touches, Monday first, with what happens on each day. One query."""
    begin = first - timedelta(days=first.weekday())
    after = (first + timedelta(days=31)).replace(day=1)
    end = after + timedelta(days=-after.weekday() % 7)
    found: dict[date, list[Happening]] = defaultdict(list)
    for one in _happenings(rows, begin, end - timedelta(days=1)):
        found[one.on].append(one)
    days = [begin + timedelta(days=number) for number in range((end - begin).days)]
    cells = [Day(day, day.month == first.month, found[day]) for day in days]
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def _happenings(rows: QuerySet[Initiative], first: date, last: date) -> list[Happening]:
    ours, days = rows.order_by(), (first, last)
    inside = Exists(ours.filter(pk=OuterRef("initiative")))
    gates, waiting = Gate.objects.left().filter(inside), ours.filter(status__in=Initiative.BEFORE_DEADLINE)
    steps, papers = _steps().filter(inside, starts_on__range=days), gates.filter(papers_by__range=days)
    meetings, about = gates.filter(meeting__held_on__range=days), {"key": "initiative_id"}
    # Narrowed by the columns as they lie: a day worked out row by row costs as much as all that is shown.
    asked = [
        dated(waiting.filter(_on_days("deadline", *days)), "deadline", TruncDate("deadline"), title="title"),
        dated(ours.filter(starts_on__range=days), "start", F("starts_on"), title="title"),
        dated(ours.filter(ends_on__range=days), "end", F("ends_on"), title="title"),
        dated(steps, "step", F("starts_on"), title="title", **about),
        dated(papers.filter(handed_in_on=None), "papers", F("papers_by"), title="initiative__title", **about),
        dated(meetings, "meeting", F("meeting__held_on"), title="initiative__title", **about),
    ]
    return [Happening(row.on, row.what, row.title, row.key) for row in soonest_first(asked, most=IN_MONTH)]


def _on_days(moment: str, first: date, last: date) -> Q:
    """From the first of the days to the end of the last."""
    begin, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    return Q(**{f"{moment}__gte": begin, f"{moment}__lt": end})
