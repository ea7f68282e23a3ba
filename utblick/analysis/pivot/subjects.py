"""What is counted: initiatives, their steps or their results, and in which years each of them stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear

from utblick.followup.compiling import going_on
from utblick.initiatives.models import Initiative, Result, Step

type Rows = QuerySet[Any]
type Key = int | str | None
"""What stands in a row or column; None where nothing is given."""

YEARS = range(1990, 2100)
"""A year outside of these was written by mistake, and is no year."""
OPEN = 9999
"""The last year of what has no end yet."""


class YearOf(models.Func):
    """The year of a date, in the quickest way of each database: Django's own calls Python for every row of SQLite."""

    template = "date_part('year', %(expressions)s)::integer"
    output_field = models.IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(substr(%(expressions)s, 1, 4) AS integer)", **context)


@dataclass(frozen=True, slots=True)
class Subject:
    """`to`: the path to its initiative. `first`, `last`: the years in which it stands, none where `first` is null or
    the later of them; `within`: the condition that it stands in a period, both days within."""

    kind: str
    rows: Callable[[], Rows]
    to: str
    first: models.Expression
    last: models.Expression
    within: Callable[[date, date], Q]

    @property
    def initiative(self) -> str:
        """The field that holds the key of its initiative."""
        return "initiative" if self.to else "pk"

    @property
    def initiative_key(self) -> models.F:
        return F("initiative_id" if self.to else "pk")


_BEGUN = Coalesce(YearOf("starts_on"), Cast(ExtractYear("created_at"), models.IntegerField()))
_OVER = Case(When(status__in=Initiative.OVER, then=Value(0)), default=Value(OPEN))

INITIATIVES = Subject(
    kind="initiatives",
    rows=lambda: Initiative.objects.current(),
    to="",
    # The years of `going_on`.
    first=Case(When(~Q(status=Initiative.Status.IDEA), then=_BEGUN)),
    last=Coalesce(YearOf("ends_on"), _OVER),
    within=going_on,
)
STEPS = Subject(
    kind="steps",
    rows=lambda: Step.objects.standing(),
    to="initiative__",
    first=YearOf("starts_on"),
    last=YearOf(Coalesce("ends_on", "starts_on")),
    within=lambda first, last: Q(starts_on__lte=last) & (Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first)),
)
RESULTS = Subject(
    kind="results",
    rows=lambda: Result.objects.standing(),
    to="initiative__",
    first=YearOf("noted_on"),
    last=YearOf(F("noted_on")),
    within=lambda first, last: Q(noted_on__range=(first, last)),
)
