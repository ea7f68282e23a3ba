"""Duties against units and roles: who has which part, where nobody or too many are responsible, and who has too much."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Role, Unit
from utblick.duties.dividing import HOLDERS
from utblick.duties.gathering import Duty, due_days, duties
from utblick.duties.models import DutyPart

Part = DutyPart.Part
MOST_DUTIES = 6
MOST_DATES = 4
"""A unit has too much when it is responsible for more duties than this, or has more dates than this in one month."""


class Gap(TextChoices):
    """What is wrong with a duty."""

    NOBODY = "nobody", _("Nobody is responsible")
    SEVERAL = "several", _("Several are responsible")
    CLOSED = "closed", _("The responsible unit is closed")
    LEFT = "left", _("The responsible person has left")


@dataclass(frozen=True, slots=True)
class Row:
    """One duty with its parts: column to part. `gap`: what is wrong, the worst first; empty where nothing is."""

    duty: Duty
    parts: Mapping[str, str]
    gap: str

    @property
    def gap_label(self) -> str:
        return str(Gap(self.gap).label) if self.gap else ""

    @property
    def mended_at(self) -> str:
        """The one page that mends the gap, where it is not the row itself."""
        return self.duty.person_url if self.gap == Gap.LEFT else ""


@dataclass(frozen=True, slots=True)
class Overload:
    """A unit that has too much: so many duties, and the fullest month with its number of dates where that is too many."""

    unit: int
    name: str
    duties: int
    month: date | None = None
    dates: int = 0


@dataclass
class Matrix:
    today: date
    duties: list[Duty]
    units: dict[int, Unit]
    given: dict[tuple[str, int], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    days: list[tuple[tuple[str, int], date]] = field(default_factory=list)

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(duty) for duty in self.duties]

    def _row(self, duty: Duty) -> Row:
        parts = dict(self.given.get(duty.key, {}))
        if (own := self.own_column(duty)) and own not in parts and not self._is_passed_on(duty, parts):
            parts[own] = Part.RESPONSIBLE
        return Row(duty, parts, self._gap(duty, parts))

    def own_column(self, duty: Duty) -> str:
        """Of who is responsible by the object's own fields: its unit, or the one where its owner works."""
        unit = duty.unit or duty.owner_unit
        return f"unit-{unit}" if unit else ""

    def _is_passed_on(self, duty: Duty, parts: Mapping[str, str]) -> bool:
        """A priority is its goal's unit's, an agreement its owner's, only as long as nobody else is responsible for it."""
        return duty.kind not in HOLDERS and Part.RESPONSIBLE in parts.values()

    def kept_column(self, duty: Duty) -> str:
        """Who is responsible as long as nobody else is chosen, of what cannot keep its unit itself."""
        return "" if duty.kind in HOLDERS else self.own_column(duty)

    def _gap(self, duty: Duty, parts: Mapping[str, str]) -> str:
        responsible = [column for column, part in parts.items() if part == Part.RESPONSIBLE]
        if not duty.owner_is_here:
            return Gap.LEFT
        if not responsible:
            return "" if duty.owner and not duty.unit else Gap.NOBODY
        if len(responsible) > 1:
            return Gap.SEVERAL
        return Gap.CLOSED if self.name(responsible[0]) == "" else ""

    def name(self, column: str) -> str:
        """Empty for a unit that is closed."""
        kind, _sep, key = column.partition("-")
        if kind == "role":
            return str(Role(key).label)
        return self.units[int(key)].name if int(key) in self.units else ""

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        """Those that have a part in anything, units first, by name."""
        used = {column for row in self.rows for column in row.parts}
        named = [(column, self.name(column)) for column in used]
        return sorted((one for one in named if one[1]), key=lambda one: (one[0].startswith("role"), one[1]))

    @property
    def every_column(self) -> list[tuple[str, str]]:
        """All that can be given a part."""
        units = sorted(self.units.values(), key=lambda one: one.name)
        roles = [role for role in Role if role != Role.LOCAL_ACTOR]
        return [*((f"unit-{one.pk}", one.name) for one in units), *((f"role-{one}", str(one.label)) for one in roles)]

    @cached_property
    def gaps(self) -> list[Row]:
        return [row for row in self.rows if row.gap]

    def names(self, row: Row, part: str) -> list[str]:
        """Who has this part; a closed unit by its name, which is all that is left of it."""
        return [self.name(column) or row.duty.unit_name for column, had in row.parts.items() if had == part]

    @cached_property
    def overloads(self) -> list[Overload]:
        """The units with too much, the fullest first."""
        loads = _by_unit(self.rows)
        days = defaultdict(list)
        for key, day in self.days:
            days[key].append(day)
        found = [
            self._load(unit, rows, [day for row in rows for day in days[row.duty.key]]) for unit, rows in loads.items()
        ]
        return sorted((one for one in found if one and one.name), key=lambda one: (-one.duties, one.name))

    def _load(self, unit: int, rows: list[Row], days: list[date]) -> Overload | None:
        months: dict[date, int] = defaultdict(int)
        for day in days:
            months[day.replace(day=1)] += 1
        fullest = max(months, key=lambda month: (months[month], -month.toordinal()), default=None)
        is_full = fullest is not None and months[fullest] > MOST_DATES
        if len(rows) <= MOST_DUTIES and not is_full:
            return None
        name = self.name(f"unit-{unit}")
        return Overload(
            unit, name, len(rows), fullest if is_full else None, months[fullest] if is_full and fullest else 0
        )


def _by_unit(rows: Iterable[Row]) -> dict[int, list[Row]]:
    loads: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        for column, part in row.parts.items():
            if part == Part.RESPONSIBLE and column.startswith("unit-"):
                loads[int(column.removeprefix("unit-"))].append(row)
    return loads


def matrix(today: date) -> Matrix:
    """Four queries whatever the rows."""
    units = {one.pk: one for one in Unit.objects.current()}
    found = Matrix(today, duties(today), units, days=list(due_days(today)))
    for one in DutyPart.objects.filter(withdrawn_at=None):
        found.given[one.key][one.column] = one.part
    return found
