"""Building stones of the parts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from utblick.followup.contents import Cell, Drawn, Listed, Part, Ref, Sentence, Table
from utblick.followup.figures import GoalPart, InitiativeLine


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
    return Sentence(text=text, refs=list(refs))


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


def of_initiative(one: InitiativeLine) -> Ref:
    return Ref(ref=f"initiative:{one.pk}", label=one.title)


def of_goal(goal: GoalPart) -> Ref:
    return Ref(ref=f"goal:{goal.pk}", label=goal.name)


def anchor(key: str) -> str:
    return f"#{key}"


def drawn(value: int | Decimal | None) -> float:
    return float(value or 0)
