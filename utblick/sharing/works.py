"""Who works with which programme and country: of what is shared, how many initiatives each municipality has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from utblick.initiatives.models import Participation, Step
from utblick.projects.models import Project
from utblick.sharing import programmes
from utblick.sharing.crossing import Rows, parts, parts_of_each


@dataclass(frozen=True, slots=True)
class Line:
    """A programme or a country, and how many initiatives each municipality has in it; the most first."""

    value: str
    by: list[tuple[int, int]]

    @property
    def total(self) -> int:
        return sum(count for _municipality, count in self.by)


def by_programme(rows: Rows) -> list[Line]:
    """In two queries. An initiative counts under its projects' programmes, without one under the programme written in it."""
    projects = in_listed(parts(Project, of=rows)).order_by().values_list("family", "municipality_id")
    texts = rows.filter(_BY_WORDS).order_by().values_list("programme_told", "municipality_id").annotate(Count("pk"))
    by_words = ((programmes.family_of_words(text), of, count) for text, of, count in texts)
    return _lines([*projects.annotate(Count("initiative", distinct=True)), *by_words])


def by_country(rows: Rows) -> list[Line]:
    """In two queries: where its steps take place and where its partners are, the municipality's own country apart."""
    steps, partners = abroad(parts(Step, of=rows)), abroad(parts(Participation, of=rows))
    there = abroad(parts_of_each(Step, "initiative")).filter(country_told=OuterRef("country_told"))
    asked = [steps, partners.filter(~Exists(there))]
    counts = [
        one.order_by().values_list("country_told", "municipality_id").annotate(Count("initiative", distinct=True))
        for one in asked
    ]
    return _lines([row for rows in counts for row in rows])


def in_programme(family: str) -> Q:
    """Those that count under it."""
    listed = Exists(in_listed(parts_of_each(Project)).filter(family=family))
    return Q(listed) | _BY_WORDS & Q(programme_told__in=programmes.words_of(family))


def in_country(code: str) -> Q:
    places = [Exists(abroad(parts_of_each(kind)).filter(country_told=code)) for kind in PLACES]
    return Q(places[0]) | Q(places[1])


def in_use(rows: Rows) -> list[QuerySet[Any, Any]]:
    """Each programme and country that occurs, as (what, value, value), to be asked for in one query with others."""
    asked: list[tuple[str, QuerySet[Any], str]] = [
        ("programme", in_listed(parts(Project, of=rows)), "family"),
        ("programme", rows.filter(_BY_WORDS), "programme_told"),
        *(("country", abroad(parts(kind, of=rows)), "country_told") for kind in PLACES),
    ]
    return [
        some.order_by().annotate(what=Value(what, CharField()), value=F(field)).values_list("what", "value", "value")
        for what, some, field in asked
    ]


def in_listed(projects: QuerySet[Project]) -> QuerySet[Any, Any]:
    """Those in a listed programme that did not fall through, each with the programme's `family`."""
    standing = projects.filter(step__withdrawn_at=None).exclude(step__status__in=Step.FELL_THROUGH)
    keys = [key for some in programmes.families().values() for key in some]
    families = [When(programme_key__in=some, then=Value(family)) for family, some in programmes.families().items()]
    return standing.filter(programme_key__in=keys).annotate(family=Case(*families, output_field=CharField()))


def abroad(some: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Steps or partners in another country than the municipality's own, each with its `country_told`."""
    if some.model is Step:
        some = some.exclude(status__in=Step.FELL_THROUGH).exclude(country="")
    told = some.annotate(country_told=F(PLACES[some.model]))
    found: QuerySet[Any, Any] = told.exclude(country_told=F("municipality__country"))
    return found


PLACES: dict[type[Any], str] = {Step: "country", Participation: "organisation__country"}
_BY_WORDS = ~Q(programme_told="") & ~Q(Exists(in_listed(parts_of_each(Project))))
"""Those that count under the programme that is written in them."""


def _lines(counts: Iterable[tuple[str, int, int]]) -> list[Line]:
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for value, municipality, count in counts:
        found[value][municipality] += count
    lines = [Line(value, sorted(by.items(), key=lambda one: (-one[1], one[0]))) for value, by in found.items()]
    return sorted(lines, key=lambda line: (-len(line.by), -line.total, line.value))
