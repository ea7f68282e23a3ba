"""The time that a page of the watch tells of: a calendar year, or a quarter of one. It stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.projects.sums.periods import plus_months
from utblick.watch.told import midnight

YEARS = 10
"""So many years back can be asked for."""
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Period:
    year: int
    quarter: int | None = None

    @property
    def first(self) -> date:
        return date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def last(self) -> date:
        return plus_months(self.first, 3 if self.quarter else 12) - timedelta(days=1)

    @property
    def start(self) -> datetime:
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return midnight(self.last + timedelta(days=1))

    @property
    def label(self) -> str:
        """2026, or "quarter 2 of 2026"."""
        if not self.quarter:
            return str(self.year)
        return _("quarter %(quarter)s of %(year)s") % {"quarter": self.quarter, "year": self.year}

    @property
    def address(self) -> str:
        """What an address says of it, to be followed by more: "year=2026&quarter=2"."""
        return urlencode({"year": self.year, **({"quarter": self.quarter} if self.quarter else {})})

    def quarters(self) -> list["Period"]:
        """Those of its year."""
        return [Period(self.year, quarter) for quarter in QUARTERS]


def asked(request: HttpRequest) -> Period:
    """What the address asks for; this year where it asks for nothing that there is."""
    year, quarter = request.GET.get("year", ""), request.GET.get("quarter", "")
    known = dict(year_choices())
    return Period(int(year) if year in known else this_year(), int(quarter) if quarter in map(str, QUARTERS) else None)


def year_choices() -> Sequence[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(this_year(), this_year() - YEARS, -1)]


def this_year() -> int:
    return timezone.localdate().year
