"""What a person asks of the pivot, as the address has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from utblick.analysis.pivot.dimensions import COUNTRY, FORM, GOAL, NONE, Dimension
from utblick.analysis.pivot.figures import Figure
from utblick.analysis.pivot.subjects import YEARS, Key, Rows


def told(keys: Mapping[str, Key]) -> dict[str, str]:
    """The keys of a cell as an address has them."""
    return {name: NONE if key is None else str(key) for name, key in keys.items()}


@dataclass(frozen=True, slots=True)
class Question:
    """`first`, `last`: the years of the period, None where it is open. `units`: the chosen unit with all its parts."""

    figure: Figure
    rows: Dimension
    columns: Dimension | None = None
    first: int | None = None
    last: int | None = None
    goal: int | None = None
    form: int | None = None
    country: str = ""
    unit: int | None = None
    units: frozenset[int] = field(default_factory=frozenset)

    @property
    def dimensions(self) -> list[tuple[str, Dimension]]:
        """By the names that their keys have in the query."""
        return [("row", self.rows), *([("column", self.columns)] if self.columns else [])]

    @property
    def chosen(self) -> dict[str, Key]:
        """By dimension the one key that a filter leaves."""
        return {"goal": self.goal, "form": self.form, "country": self.country or None}

    def narrowed(self) -> Rows:
        """The rows that are asked about."""
        subject = self.figure.subject
        rows = subject.rows().order_by()
        if self.first or self.last:
            rows = rows.filter(subject.within(date(self.first or YEARS[0], 1, 1), date(self.last or YEARS[-1], 12, 31)))
        if self.unit:
            rows = rows.filter(**{f"{subject.to}unit__in": self.units})
        return rows.filter(*(one.only(subject, key) for one in (GOAL, FORM, COUNTRY) if (key := self.chosen[one.key])))

    def behind(self, keys: Mapping[str, Key]) -> Rows:
        """The rows behind a cell; `keys`: that of its row, its column, of both, or of none for the sum of all."""
        subject = self.figure.subject
        found = (one.only(subject, keys[name]) for name, one in self.dimensions if name in keys)
        return self.narrowed().filter(self.figure.behind(), *found)

    def untold(self) -> Rows:
        """The rows that should tell the figure and do not: they are in no sum of it."""
        wanted = self.figure.untold()
        rows = self.narrowed()
        return rows.none() if wanted is None else rows.filter(wanted)

    # Addresses

    def state(self) -> dict[str, str]:
        asked = {
            "figure": self.figure.key,
            "rows": self.rows.key,
            "columns": self.columns.key if self.columns else NONE,
            "first": self.first,
            "last": self.last,
            "unit": self.unit,
            "goal": self.goal,
            "form": self.form,
            "country": self.country,
        }
        return {name: str(value) for name, value in asked.items() if value}

    def url(self, **more: str) -> str:
        """Of the table with this changed; what is empty is left out."""
        state = {**self.state(), **more}
        return f"{reverse('analysis:pivot')}?{urlencode({name: value for name, value in state.items() if value})}"

    def url_behind(self, **keys: Key) -> str:
        return f"{reverse('analysis:behind')}?{urlencode({**self.state(), **told(keys)})}"

    def url_untold(self) -> str:
        return f"{reverse('analysis:behind')}?{urlencode({**self.state(), 'untold': '1'})}"

    def turned(self) -> "Question":
        """With rows and columns changed about."""
        return replace(self, rows=self.columns or self.rows, columns=self.rows if self.columns else None)
