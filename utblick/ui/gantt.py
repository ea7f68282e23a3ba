"""Time lines as facts for SVG templates: pure, as charts.py is. Places are per cent of the width, so that they suit every screen.

axis = Axis.over([(date(2026, 1, 1), date(2027, 6, 30))], today)
axis.span(first, last)          # a bar's x and width; an end that is not known fades out
axis.ticks                      # labelled lines: years, quarters or months
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format

LONGEST = 8 * 366
"""Days that an axis shows at most, around today: one initiative from 1998 must not squeeze all others into a corner."""
SHORTEST = 180
NARROWEST = 0.8  # per cent: one day of eight years is still seen

type Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    width: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True)
class Axis:
    first: date
    last: date
    today: date

    @classmethod
    def over(cls, periods: Iterable[Period], today: date) -> "Axis":
        """Wide enough for all of them and for today, as far as LONGEST allows."""
        days = [today, *(day for period in periods for day in period if day)]
        first = max(min(days), today - timedelta(days=LONGEST // 2)).replace(day=1)
        last = min(max(days), first + timedelta(days=LONGEST))
        return cls(first, max(last, first + timedelta(days=SHORTEST)), today)

    @cached_property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def _at(self, day: date) -> float:
        return min(max((day - self.first).days / self.days * 100, 0), 100)

    def x(self, day: date) -> str:
        return f"{self._at(day):.2f}%"

    def shows(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def span(self, first: date | None, last: date | None) -> Bar | None:
        """None where nothing of it lies within the axis."""
        begins, ends = first or last, last or self.last
        if begins is None or begins > self.last or ends < self.first:
            return None
        start, end = self._at(begins), self._at(ends + timedelta(days=1))
        width = max(end - start, NARROWEST)
        return Bar(f"{min(start, 100 - width):.2f}%", f"{width:.2f}%", is_open=last is None)

    @cached_property
    def now(self) -> str:
        return self.x(self.today)

    @cached_property
    def ticks(self) -> list[Tick]:
        step = 12 if self.days > 900 else 3 if self.days > 280 else 1
        return [Tick(self.x(day), _label(day, step)) for day in self._beginnings(step)]

    def _beginnings(self, months: int) -> Iterator[date]:
        """The first day of each so many months that lies within, but for the last corner, where no label has room."""
        for number in range(self.first.year * 12, self.last.year * 12 + 12, months):
            day = date(number // 12, number % 12 + 1, 1)
            if self.first <= day and self._at(day) <= 94:
                yield day


def _label(day: date, months: int) -> str:
    return str(day.year) if months == 12 or day.month == 1 else str(date_format(day, "M"))
