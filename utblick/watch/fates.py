"""What became of what reached the inbox in a time, as it stands today: by profile, by source, and how long it took."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.expressions import Func
from django.db.models.sql.compiler import SQLCompiler

from utblick.watch.models import Decision, InboxItem

NOT_YET = ""
"""The fate of what waits for a decision; else it is the verdict."""


@dataclass(frozen=True, slots=True)
class Met:
    """How much has this profile as its best, is decided on, and `passed` its deadline undecided; no profile: it came by hand."""

    profile: int | None
    name: str
    is_goal: bool
    """Or a priority."""
    arrived: int
    decided: int
    passed: int


@dataclass(frozen=True, slots=True)
class Decided:
    """So many decisions on what met the profile best, taken so many whole days after it came.

    `left`: days until the deadline when it was taken, below nought where that had passed; None without a deadline.
    """

    verdict: str
    profile: int | None
    waited: int
    left: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What a source told that reached the inbox: in the time, and since another day (`lately`)."""

    source: int
    verdict: str
    count: int
    lately: int


class WholeDays(Func):
    """From the first moment to the second, rounded down."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        # CAST rounds towards nought, which is down for what is above it.
        template = "(CAST(julianday(%(expressions)s) + 1000000 AS INTEGER) - 1000000)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        template = "FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)) / 86400)::integer"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ", **extra)


def days(since: str, until: str) -> WholeDays:
    return WholeDays(F(until), F(since))


def by_profile(start: datetime, end: datetime, now: datetime) -> list[Met]:
    """Of what came to the inbox, the most first; one query."""
    names = ["best__profile", "best__profile__name", "best__profile__goal", "best__profile__priority"]
    rows = InboxItem.objects.came(start, end).order_by().values_list(*names)
    decided, passed = Q(decided=True), Q(decided=False, deadline__lt=now)
    counted = rows.annotate(n=Count("pk"), done=Count("pk", filter=decided), gone=Count("pk", filter=passed))
    ordered = counted.order_by("-n", "best__profile")
    return [Met(key, name or "", bool(goal or priority), *n) for key, name, goal, priority, *n in ordered]


def decided(start: datetime, end: datetime) -> list[Decided]:
    """The standing decisions on what came to the inbox in the time; one query."""
    place = "item__inbox_items__"
    here = {f"{place}municipality": F("municipality"), f"{place}arrived_at__gte": start, f"{place}arrived_at__lt": end}
    rows = Decision.objects.current().order_by().filter(**here)
    took = {"waited": days(f"{place}arrived_at", "created_at"), "left": days("created_at", f"{place}deadline")}
    told = rows.annotate(**took).values_list("verdict", f"{place}best__profile", "waited", "left")
    counted = told.annotate(n=Count("pk"))
    return [Decided(verdict, profile, max(waited, 0), left, n) for verdict, profile, waited, left, n in counted]


def by_source(start: datetime, end: datetime, lately: datetime) -> list[Brought]:
    """What came in the time or since `lately`, by source and fate; what several tell is brought by each. One query."""
    stands = Decision.objects.current().filter(item=OuterRef("item")).values("verdict")[:1]
    # Looked up for the decided alone: most lie undecided.
    verdict = Case(When(decided=True, then=Subquery(stands)))
    rows = InboxItem.objects.filter(Q(arrived_at__gte=start, arrived_at__lt=end) | Q(arrived_at__gte=lately))
    within = Q(arrived_at__gte=start, arrived_at__lt=end)
    told = rows.order_by().annotate(verdict=verdict).values_list("item__sightings__source", "verdict")
    since = Q(arrived_at__gte=lately)
    counted = told.annotate(n=Count("pk", filter=within, distinct=True), since=Count("pk", filter=since, distinct=True))
    return [Brought(source, verdict or NOT_YET, *counts) for source, verdict, *counts in counted]
