"""A file of figures → rows: a table that somebody keeps, or open data as Kolada (RKA) gives it.

Kolada's JSON (https://api.kolada.se, version 2): `{"values": [{"kpi": "N00914", "municipality": "2313", "period": 2024, "values":
[{"gender": "T", "value": 12.3}, ...]}]}`, where T is all, K women and M men; only T is read. As a table the same has a column for
each of these. Pure but for the words of its refusals.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from utblick import tables
from utblick.ui.fields import Ambiguous, decimal_from

MOST_ROWS = 50_000
HEAD_WITHIN = 15
"""The head of a table stands among its first lines."""
HEADS = {
    "year": ("år", "year", "period"),
    "value": ("värde", "value", "totalt", "total", "alla", "antal"),
    "women": ("kvinnor", "women"),
    "men": ("män", "men"),
    "girls": ("flickor", "girls"),
    "boys": ("pojkar", "boys"),
    "not_stated": ("ej angivet", "ej uppgivet", "not stated"),
    "place": ("kommun", "municipality", "kommunkod", "kommunnamn"),
    "kpi": ("nyckeltal", "kpi", "id"),
    "gender": ("kön", "gender"),
}
GROUPS = ("women", "men", "girls", "boys", "not_stated")
ALL_GENDERS = ("", "t", "totalt", "alla", "total")
LARGEST = Decimal(10) ** 13


class NoFigures(ValueError):
    """The file has no table with a year and a figure; `code` says what it lacks."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Row:
    """`place`: a municipality's code or name; empty where the file is about one place. `fault`: why it cannot be taken.

    `said`: the cell that is no figure, as it stands in the file.
    """

    line: int
    year: int = 0
    value: Decimal | None = None
    groups: dict[str, int] = field(default_factory=dict)
    place: str = ""
    kpi: str = ""
    fault: str = ""
    said: str = ""


def rows_of(body: bytes, *, of_people: bool = True) -> list[Row]:
    """Raises NoFigures, or tables.UnreadableTable.

    `of_people`: whether women, men, girls and boys in columns of their own are parts of a sum. Of a share or a price they are
    figures of their own, which come to nothing together, and only the value of all is read.
    """
    told = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    found = list(_of_json(told) if told[:1] in (b"{", b"[") else _of_table(body, of_people))
    if not found:
        raise NoFigures("empty")
    if len(found) > MOST_ROWS:
        raise NoFigures("too_many")
    return found


def _of_json(body: bytes) -> Iterator[Row]:
    try:
        told = json.loads(body)
        rows = told["values"] if isinstance(told, dict) else told
        for at, row in enumerate(rows, start=1):
            for one in row["values"]:
                if str(one.get("gender") or "").casefold() in ALL_GENDERS:
                    yield _row(
                        at,
                        {"year": row["period"], "value": one["value"], "place": row["municipality"], "kpi": row["kpi"]},
                    )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoFigures("not_kolada") from error


def _of_table(body: bytes, of_people: bool) -> Iterator[Row]:
    for sheet in tables.sheets(body):
        found = _head(sheet, HEADS if of_people else HEADS.keys() - GROUPS)
        if found:
            at, columns = found
            yield from _below(sheet[at + 1 :], columns, len(sheet[at]), at + 2)
            return
    raise NoFigures("no_head")


def _head(sheet: list[list[str]], wanted: Collection[str]) -> tuple[int, dict[str, int]] | None:
    """The first line that names a year and a figure, with the column of each name."""
    for at, row in enumerate(sheet[:HEAD_WITHIN]):
        said = [cell.casefold().strip(" :") for cell in row]
        columns = {name: said.index(word) for name in wanted for word in reversed(HEADS[name]) if word in said}
        if "year" in columns and columns.keys() & {"value", *GROUPS}:
            return at, columns
    return None


def _below(rows: Iterable[list[str]], columns: dict[str, int], width: int, first: int) -> Iterator[Row]:
    for line, cells in enumerate(rows, start=first):
        if any(cells[width:]):
            # 2022,3,5: a decimal comma among commas. What stands below the heads is a part of the figure, or another's.
            yield Row(line, fault="too_many_cells", said=",".join(cells)[:40])
            continue
        told = {name: cells[at] for name, at in columns.items() if at < len(cells)}
        if any(told.values()) and str(told.get("gender", "")).casefold() in ALL_GENDERS:
            yield _row(line, told)


def _row(line: int, told: dict[str, Any]) -> Row:
    place, kpi = str(told.get("place") or "").strip()[:100], str(told.get("kpi") or "").strip().upper()
    figures: dict[str, Decimal] = {}
    for name in ("year", "value", *GROUPS):
        try:
            if (figure := number(told.get(name))) is not None:
                figures[name] = figure
        except (Ambiguous, ValueError, InvalidOperation) as error:
            fault = "ambiguous" if isinstance(error, Ambiguous) else "no_number"
            return Row(line, _year(figures), place=place, kpi=kpi, fault=fault, said=str(told.get(name))[:40])
    fault, people = _fault(figures), {name: int(many) for name, many in figures.items() if name in GROUPS}
    return Row(line, _year(figures), figures.get("value"), {} if fault == "no_people" else people, place, kpi, fault)


def _year(figures: dict[str, Decimal]) -> int:
    year = figures.get("year", Decimal(0))
    return int(year) if year == year.to_integral_value() and 1970 <= year <= 2100 else 0


def _fault(figures: dict[str, Decimal]) -> str:
    value, people = figures.get("value"), [many for name, many in figures.items() if name in GROUPS]
    if not _year(figures):
        return "no_year"
    if value is None and not people:
        return "nothing"
    if any(not 0 <= many < 2**31 or many != many.to_integral_value() for many in people):
        return "no_people"
    if value is not None and people and sum(people) != value:
        return "other_sum"
    return "too_large" if value is not None and abs(value) >= LARGEST else ""


def number(told: Any) -> Decimal | None:
    """None for an empty cell. Raises Ambiguous or ValueError."""
    if told is None or isinstance(told, bool) or str(told).strip() in ("", "-", "–", ".."):
        return None
    text = str(told)
    if len(text) > 40:
        raise ValueError(text[:40])
    found = Decimal(text) if isinstance(told, int | float) else decimal_from(text)
    if not found.is_finite():
        raise ValueError(text)
    return found
