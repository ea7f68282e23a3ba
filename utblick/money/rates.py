"""The ECB's euro reference rates: read from the bank's own file, and asked for by day.

Pure. A day without a rate (a weekend, a holiday) has the last one before it; a day that the file does not reach has none,
and that is told: a rate of months ago is never passed off as one of today.
"""

import csv
import io
import zipfile
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

SOURCE = "ECB"
LONGEST_GAP = timedelta(days=7)
"""The longest the bank has been closed is five days, over Easter and Christmas."""
MOST_BYTES = 50_000_000


class BadRates(ValueError):
    """The file is not the bank's history of rates."""


class NoRate(LookupError):
    """The file holds no rate for the day: `first` and `last` are the days that it reaches between."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(f"No rate for {day}: the file reaches from {first} to {last}.")
        self.day, self.first, self.last = day, first, last


@dataclass(frozen=True, slots=True)
class Rate:
    """What one euro cost, and on which day the bank said so."""

    per_euro: Decimal
    on: date
    currency: str = "SEK"


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of one currency, by day, oldest first."""

    currency: str
    days: tuple[date, ...]
    values: tuple[Decimal, ...]

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    def at(self, day: date) -> Rate:
        """The rate of the day, or the last before it. Raises NoRate."""
        place = bisect_right(self.days, day) - 1
        if place < 0 or day - self.days[place] > LONGEST_GAP:
            raise NoRate(day, self.first, self.last)
        return Rate(self.values[place], self.days[place], self.currency)


def read(path: Path, currency: str = "SEK") -> Rates:
    """The rates in `eurofxref-hist.zip`, or in the table that lies in it. Raises BadRates."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadRates(f"{path} cannot be read: {error.strerror}") from error
    return read_from(content, currency)


def read_from(content: bytes, currency: str = "SEK") -> Rates:
    """The same of what such a file holds."""
    return rates_in(_unpacked(content), currency)


def _unpacked(content: bytes) -> str:
    """The table as text; a zip file that would unpack to far more than the bank's is refused unopened."""
    try:
        if content.startswith(b"PK"):
            packed = zipfile.ZipFile(io.BytesIO(content))
            table = next(one for one in packed.infolist() if one.filename.endswith(".csv"))
            if table.file_size > MOST_BYTES:
                raise BadRates("The file is far larger than the bank's.")
            content = packed.read(table)
        return content.decode("utf-8-sig")
    except (zipfile.BadZipFile, zlib.error, EOFError, StopIteration, UnicodeDecodeError, RuntimeError) as error:
        raise BadRates("The file is not the history of rates that the bank publishes, eurofxref-hist.zip.") from error


def rates_in(table: str, currency: str) -> Rates:
    rows = csv.reader(io.StringIO(table))
    head = [name.strip() for name in next(rows, [])]
    if head[:1] != ["Date"] or currency not in head:
        raise BadRates(f"The file has no columns “Date” and “{currency}”.")
    place = head.index(currency)
    found = sorted(
        dict(_row(row, place, number) for number, row in enumerate(rows, start=2) if _has(row, place)).items()
    )
    if not found:
        raise BadRates(f"The file holds no rate for {currency}.")
    return Rates(currency, tuple(day for day, _ in found), tuple(value for _, value in found))


def _has(row: list[str], place: int) -> bool:
    return len(row) > place and row[place].strip() not in ("", "N/A")


def _row(row: list[str], place: int, number: int) -> tuple[date, Decimal]:
    try:
        day, value = date.fromisoformat(row[0].strip()), Decimal(row[place].strip())
    except (ValueError, InvalidOperation) as error:
        raise BadRates(f"Row {number} of the file cannot be read: {row[0][:20]}, {row[place][:20]}") from error
    if not value.is_finite() or value <= 0:
        raise BadRates(f"Row {number} of the file has a rate that is not above nought.")
    return day, value
