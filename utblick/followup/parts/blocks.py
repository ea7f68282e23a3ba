"""Building stones of the parts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Cell, Drawn, Listed, Part, Ref, Sentence, Table
from utblick.followup.figures import GoalPart, InitiativeLine
from utblick.followup.phrases import counted, figure, glued, sentence

# Nobody reads more rows of one kind than these: of more the largest stand in the report, and all in its Excel file.
MOST_ROWS, MOST_ITEMS = 40, 20


def part(
    key: str,
    heading: str,
    draft: Iterable[Sequence[Sentence]] = (),
    *,
    tables: Iterable[Table | None] = (),
    lists: Iterable[Listed] = (),
    charts: Iterable[Drawn] = (),
) -> Part:
    """Without empty paragraphs, tables, lists and charts."""
    return Part(
        key=key,
        heading=heading,
        draft=[list(paragraph) for paragraph in draft if paragraph],
        tables=[table for table in tables if table and table["rows"]],
        lists=[one for one in lists if one["items"]],
        charts=[chart for chart in charts if any(any(values) for _label, values in chart["values"])],
    )


def said(text: str, *refs: Ref) -> Sentence:
    return Sentence(text=glued(text), refs=list(refs))


def cell(text: str, ref: str = "") -> Cell:
    return Cell(text=text, ref=ref)


def counted_cell(text: str, value: int | Decimal | None, of: str, ref: str = "") -> Cell:
    """A figure, which can be followed from year to year and from table to row by what it counts."""
    return Cell(text=text, ref=ref, of=of, value=value)


def table(
    shape: str,
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    texts: int = 1,
    total: Sequence[Cell] = (),
    note: str = "",
) -> Table:
    kept = [list(row) for row in rows]
    return Table(shape=shape, caption=caption, head=list(head), texts=texts, rows=kept, total=list(total), note=note)


def largest(found: Table, *, by: Sequence[int]) -> Table:
    """With the rows marked that come to most in these columns, the first counting first, where there are too many to read.
    Rows about the same thing that follow each other, as a step's plan and outcome, are taken together."""
    if len(found["rows"]) <= MOST_ROWS:
        return found
    things = [list(rows) for _key, rows in groupby(range(len(found["rows"])), lambda at: _thing(found["rows"][at]))]

    def size(rows: list[int]) -> list[Decimal]:
        return [max(_number(found["rows"][at][column]) for at in rows) for column in by]

    kept: list[int] = []
    for rows in sorted(things, key=size, reverse=True):
        if len(kept) + len(rows) > MOST_ROWS:
            break
        kept += rows
    text = _("Of %(count)s rows the %(shown)s largest stand here. All are in the sums, and in the report's Excel file.")
    note = text % {"count": figure(len(found["rows"])), "shown": figure(len(kept))}
    return {**found, "leading": sorted(kept), "note": " ".join(filter(None, [note, found["note"]]))}


def _thing(row: list[Cell]) -> str:
    """What its figures are of: "step:7"."""
    return ":".join(row[-1]["of"].split(":")[:2])


def _number(told: Cell) -> Decimal:
    """What nobody has counted comes last."""
    value = told["value"]
    return Decimal(-1) if value is None else Decimal(value)


def foremost(listed: Listed, weights: Sequence[Any]) -> Listed:
    """With the weightiest marked, where there are too many to read. `weights`: one for each."""
    left = len(weights) - MOST_ITEMS
    if left <= 0:
        return listed
    ranked = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)
    text = ngettext("One more is in the report's Excel file.", "%(count)s more are in the report's Excel file.", left)
    return {**listed, "leading": sorted(ranked[:MOST_ITEMS]), "rest": sentence(text % {"count": counted(left)})}


def of_initiative(one: InitiativeLine) -> Ref:
    return Ref(ref=f"initiative:{one.pk}", label=one.title)


def of_goal(goal: GoalPart) -> Ref:
    return Ref(ref=f"goal:{goal.pk}", label=goal.name)


def anchor(key: str) -> str:
    return f"#{key}"


def drawn(value: int | Decimal | None) -> float:
    return float(value or 0)
