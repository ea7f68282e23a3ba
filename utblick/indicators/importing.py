"""Rows of a file → measurements of an indicator, and what other municipalities have."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.accounts import places as places_of_sweden
from utblick.accounts.models import Municipality
from utblick.indicators.counting import this_year
from utblick.indicators.models import GROUPS, Comparison, Indicator, Measurement
from utblick.indicators.reading import Row
from utblick.initiatives.sums import People
from utblick.journal.models import Entry, record
from utblick.tenancy import scope

HUNDREDTH = Decimal("0.01")
SEALED_FOR = timedelta(hours=12)
MOST_PLACES = 12
"""Of more places only the median is kept: no chart can tell them apart."""
FAULTS = {
    "ambiguous": gettext_lazy(
        "It is unclear whether the figure is thousands or decimals. Write for example 1 234 or 1,23."
    ),
    "no_number": gettext_lazy("There is text where a figure should be."),
    "too_many_cells": gettext_lazy(
        "The row has more cells than there are column names. Where figures have decimal commas, part the columns by semicolons."
    ),
    "no_year": gettext_lazy("There is no year, such as 2026."),
    "to_come": gettext_lazy("That year has not come yet."),
    "nothing": gettext_lazy("There is no figure for the year."),
    "no_people": gettext_lazy("That is not a number of people."),
    "other_sum": gettext_lazy("The groups come to another sum than the value."),
    "too_large": gettext_lazy("The figure is too large."),
    "twice": gettext_lazy("The year stands twice in the file. Only the first is taken."),
    "other_kpi": gettext_lazy("It is another key figure."),
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a row about this municipality: new, changed, same or refused. `said`: the cell that is no figure."""

    line: int
    year: int
    kind: str
    value: Decimal | None = None
    before: Decimal | None = None
    reason: str = ""
    groups: dict[str, int] = field(default_factory=dict)
    said: str = ""

    @property
    def people(self) -> People:
        return People(**self.groups)


@dataclass(slots=True)
class Plan:
    """`others`: by name, then year, what is kept to compare with."""

    fates: list[Fate] = field(default_factory=list)
    others: dict[str, dict[int, Decimal]] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[Fate]:
        return [fate for fate in self.fates if fate.kind == kind]

    @property
    def of_people(self) -> bool:
        return any(fate.groups for fate in self.fates)

    @property
    def does_something(self) -> bool:
        return bool(self.others or self.of_kind("new") or self.of_kind("changed"))


def plan(indicator: Indicator, rows: Iterable[Row]) -> Plan:
    """Decides; saves nothing."""
    stored, here, found, seen = _stored(indicator), scope.municipality(), Plan(), set[int]()
    places: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for row in rows:
        fault = row.fault or _fault(indicator, row)
        if not fault and row.place and not is_here(row.place, here):
            if row.value is not None:
                places[_named(row.place)][row.year] = row.value.quantize(HUNDREDTH, ROUND_HALF_UP)
            continue
        if fault == "other_kpi":
            continue
        if not fault and indicator.counts_people and row.value is not None and not _counts(row.value):
            fault = "no_people"
        if not row.fault:  # a row that cannot be read takes no year from the one that corrects it
            fault = fault or ("twice" if row.year in seen else "")
            seen.add(row.year)
        found.fates.append(_fate(indicator, row, fault, stored.get(row.year)))
    found.others = _to_compare(places)
    return found


def _fault(indicator: Indicator, row: Row) -> str:
    if row.kpi and indicator.kpi and row.kpi != indicator.kpi:
        return "other_kpi"
    return "to_come" if row.year > this_year() else ""


def _counts(value: Decimal) -> bool:
    """A number of people."""
    return 0 <= value < 2**31 and value == value.to_integral_value()


def is_here(place: str, here: Municipality) -> bool:
    """By its code, or by its name: Strömsund, Strömsunds kommun."""
    return place.zfill(4) == here.code or _bare(place) == _bare(here.name)


def _named(place: str) -> str:
    known = places_of_sweden.place_of(place.zfill(4), "") if place.isdecimal() and len(place) <= 4 else None
    return known.name if known else place


def _bare(name: str) -> str:
    return name.casefold().removesuffix(" kommun").removesuffix("s")


def _fate(indicator: Indicator, row: Row, fault: str, stored: Measurement | None) -> Fate:
    if fault:
        return Fate(row.line, row.year, "refused", row.value, reason=str(FAULTS[fault]), said=row.said)
    total = Decimal(sum(row.groups.values())) if row.groups else row.value
    value = None if total is None else total.quantize(HUNDREDTH, ROUND_HALF_UP)
    before = stored.value if stored else None
    there = {name: many for name in GROUPS if stored and (many := getattr(stored, name)) is not None}
    groups = row.groups
    if indicator.counts_people and not groups and value is not None:
        # The same people, told without their groups, keep the groups that are known.
        groups = there if before == value and there else {"not_stated": int(value)}
    same = stored is not None and before == value and there == groups
    kind = "same" if same else "changed" if stored else "new"
    return Fate(row.line, row.year, kind, value, before, groups=groups)


def _to_compare(places: dict[str, dict[int, Decimal]]) -> dict[str, dict[int, Decimal]]:
    if len(places) <= MOST_PLACES:
        return dict(places)
    by_year: dict[int, list[Decimal]] = defaultdict(list)
    for values in places.values():
        for year, value in values.items():
            by_year[year].append(value)
    name = _("Median of %(count)s municipalities") % {"count": len(places)}
    return {
        name: {year: Decimal(median(values)).quantize(HUNDREDTH, ROUND_HALF_UP) for year, values in by_year.items()}
    }


def sealed(indicator: Indicator, planned: Plan) -> str:
    """What was shown, for the form that says yes to it: signed, so that nothing else can be sent."""
    own = [[fate.year, str(fate.value), fate.groups] for fate in planned.fates if fate.kind in ("new", "changed")]
    others = [[name, year, str(value)] for name, values in planned.others.items() for year, value in values.items()]
    return signing.dumps({"own": own, "others": others}, salt=_salt(indicator), compress=True)


def opened(indicator: Indicator, told: str) -> dict[str, Any]:
    """Raises signing.BadSignature for what was not sealed for this indicator, or long ago: it may say what is no longer so."""
    found: dict[str, Any] = signing.loads(told, salt=_salt(indicator), max_age=SEALED_FOR)
    return found


def _salt(indicator: Indicator) -> str:
    return f"indicators.import.{indicator.pk}"


@transaction.atomic
def keep(indicator: Indicator, told: dict[str, Any]) -> dict[str, Any]:
    """Makes and changes measurements, and replaces what was compared with before. Done twice it is the same.

    Returns what `put_back` needs to take it back; it can be kept as JSON.
    """
    stored, before = _stored(indicator), []
    for year, value, groups in told["own"]:
        row = stored.get(year) or Measurement(indicator=indicator, year=year)
        was = None if row.pk is None else [str(row.value), {name: getattr(row, name) for name in GROUPS}, row.how]
        _measure(row, Decimal(value), groups, Measurement.How.IMPORTED)
        before.append([row.pk, row.revision, was])
    others = [_compare(indicator, told["others"]), told["others"]] if told["others"] else None
    return {"own": before, "others": others}


@transaction.atomic
def put_back(indicator: Indicator, before: dict[str, Any]) -> list[int]:
    """The figures as they were before the file. The years that somebody has changed since stay, and are returned."""
    stored, since = {one.pk: one for one in _stored(indicator).values()}, []
    for pk, revision, was in before["own"]:
        row = stored.get(pk)
        if row is None or row.revision != revision:
            since += [row.year] if row else []
        elif was is None:
            row.withdraw()
        else:
            value, groups, how = was
            _measure(row, Decimal(value), groups, how)
    if before["others"]:
        then, by_the_file = before["others"]
        if sorted(_compared(indicator)) == sorted(by_the_file):  # else another file has been read since
            _compare(indicator, then)
    return since


def _stored(indicator: Indicator) -> dict[int, Measurement]:
    return {one.year: one for one in Measurement.objects.current().filter(indicator=indicator)}


def _measure(row: Measurement, value: Decimal, groups: dict[str, int | None], how: str) -> None:
    row.value, row.how = value, how
    for name in GROUPS:
        setattr(row, name, groups.get(name))
    row.save()


def _compared(indicator: Indicator) -> list[list[Any]]:
    rows = Comparison.objects.filter(indicator=indicator)
    return [[one.name, one.year, str(one.value)] for one in rows]


def _compare(indicator: Indicator, told: list[list[Any]]) -> list[list[Any]]:
    """Keeps these alone to compare with; returns those before."""
    before = _compared(indicator)
    Comparison.objects.filter(indicator=indicator).delete()
    Comparison.objects.bulk_create(
        Comparison(indicator=indicator, name=name, year=year, value=Decimal(value)) for name, year, value in told
    )
    names = ", ".join(dict.fromkeys(name for name, _year, _value in told)) or "–"
    record(indicator, Entry.Act.CHANGED, before={}, after={"remark": f"{_('To compare with:')} {names}"})
    return before
