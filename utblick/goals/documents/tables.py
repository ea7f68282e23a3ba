"""Tables on a page: which rows of fragments make one row of cells, seen from rules, white space and words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from utblick.goals.documents import markup
from utblick.goals.documents.fragments import Fragment, Row, Rule

NEAR = 3.0  # points that cells of one column may begin apart
APART = 1.25  # of the usual distance of base lines: a wider gap parts rows
FAR = 3  # of that distance: what stands further below is no part of the table
CAPTION = 100  # characters that a row with but one cell may have
RULED = 3  # heights with rules that make a table ruled; fewer only set off its header
HYPHENS = ("-", "‐", "\u00ad")


@dataclass(slots=True)
class Cell:
    """A cell as far as it is read, with the base line of its last line."""

    text: str
    base: float

    def go_on(self, part: Fragment) -> None:
        """Add a further line."""
        if self.text.endswith(HYPHENS) and part.text[:1].islower():
            whole = self.text if self.text.endswith("+-") else self.text[:-1]  # "Erasmus+-ansökan" keeps its hyphen
            self.text = whole + part.text
        else:
            self.text = f"{self.text} {part.text}"
        self.base = part.y0


type TableRow = dict[int, Cell]


def zone_from(rows: Sequence[Row], start: int, leading: float) -> int:
    """Where the table ends that begins with a row of several parts; `start` itself where there is none."""
    if len(rows[start].parts) < 2:
        return start
    end = start + 1
    while end < len(rows) and _belongs(rows, start, end, leading):
        end += 1
    return end if end - start > 1 else start


def _belongs(rows: Sequence[Row], start: int, at: int, leading: float) -> bool:
    row, first = rows[at], rows[start].parts
    step = rows[at - 1].base - row.base
    if not 0 < step < FAR * leading or row.size > rows[start].size * 1.3:
        return False
    parts = row.parts
    if len(parts) > 1 or parts[0].x0 > first[0].x0 + NEAR * 3:
        return parts[0].x0 > first[0].x0 - NEAR * 3 and (at > start + 1 or _in_line(first[1:], parts))
    if parts[0].x1 < first[1].x0 and step < APART * leading:
        return True
    return _heads_rows(rows, at, len(first)) and rows[at].base - rows[at + 1].base < FAR * leading


def _in_line(above: Sequence[Fragment], parts: Sequence[Fragment]) -> bool:
    """Whether a column goes on: a page header over a table has other columns."""
    return any(abs(part.x0 - over.x0) <= NEAR for part in parts for over in above)


def _heads_rows(rows: Sequence[Row], at: int, columns: int) -> bool:
    """Whether a row that stands alone names what the rows below it are about."""
    text = rows[at].text
    follows = at + 1 < len(rows) and len(rows[at + 1].parts) > 1
    return columns > 2 and follows and len(text) <= CAPTION and not text.endswith((".", ":", ";", ","))


def table_lines(rows: Sequence[Row], leading: float, rules: Sequence[Rule]) -> list[str]:
    """The rows of a table as markup."""
    lefts = _lefts(rows)
    parts = [[(_column(part, lefts), part) for part in row.parts] for row in rows]
    tops = [[_rule_above(part, rules, rows[0]) for part in row.parts] for row in rows]
    ruled = len({top for row in tops for top in row if top}) >= RULED
    table = _by_rules(parts, tops) if ruled else _by_gaps(parts, leading)
    return [_line(row, len(lefts)) for row in table]


def _line(row: TableRow, columns: int) -> str:
    if list(row) == [0]:
        return f"{row[0].text} |" if columns > 2 else row[0].text
    return markup.line([row[at].text if at in row else "" for at in range(columns)])


def _lefts(rows: Sequence[Row]) -> list[float]:
    """Where the columns begin: with their headings, or left of them where those are centred."""
    heads = max(rows[:3], key=lambda row: len(row.parts)).parts
    begins = sorted(part.x0 for row in rows for part in row.parts)
    lefts = [heads[0].x0]
    for before, head in pairwise(heads):
        between = [x for x in begins if before.x1 < x <= head.x0 + NEAR]
        aligned = sum(abs(x - head.x0) <= NEAR for x in between) > 1
        lefts.append(head.x0 if aligned else min(between, default=head.x0))
    return lefts


def _column(part: Fragment, lefts: Sequence[float]) -> int:
    return max(bisect_right(lefts, part.x0 + NEAR) - 1, 0)


# ---- which lines make a row


def _rule_above(part: Fragment, rules: Sequence[Rule], first: Row) -> int | None:
    """The height of the nearest rule above the part, within the table."""
    middle = (part.x0 + part.x1) / 2
    above = [
        rule.y for rule in rules if rule.x0 < middle < rule.x1 and part.y0 < rule.y < first.base + first.size * 2.5
    ]
    return round(min(above) / NEAR) if above else None


def _by_rules(parts: list[list[tuple[int, Fragment]]], tops: list[list[int | None]]) -> list[TableRow]:
    """Cells under the same rule make a row, also one whose text stands lower because its cell spans several rows."""
    rows: dict[float, TableRow] = {}
    for (at, part), top in (
        (cell, top) for line in zip(parts, tops, strict=True) for cell, top in zip(*line, strict=True)
    ):
        _put(rows.setdefault(float("inf") if top is None else top, {}), at, part)
    return [rows[top] for top in sorted(rows, reverse=True)]


def _by_gaps(parts: list[list[tuple[int, Fragment]]], leading: float) -> list[TableRow]:
    """A line that stands apart opens a row; where no line does, one whose first cell begins anew."""
    bases = [line[0][1].y0 for line in parts]
    padded = any(a - b > APART * leading for a, b in pairwise(bases))
    rows: list[TableRow] = [{}]
    last: dict[int, Cell] = {}
    for number, line in enumerate(parts):
        anew = {at for at, part in line if at not in last or last[at].base - part.y0 > APART * leading}
        opens = bool(anew & set(rows[-1])) if padded else not _goes_on(line, last)
        if number and (opens or bases[number - 1] - bases[number] > APART * leading):
            rows.append({})
        for at, part in line:
            if padded and at not in anew:
                last[at].go_on(part)  # a cell that spans several rows
            else:
                last[at] = _put(rows[-1], at, part)
    return rows


def _goes_on(line: list[tuple[int, Fragment]], last: dict[int, Cell]) -> bool:
    at, part = line[0]
    return at > 0 or part.text[:1].islower() or (0 in last and last[0].text.endswith(HYPHENS))


def _put(row: TableRow, at: int, part: Fragment) -> Cell:
    if at in row:
        row[at].go_on(part)
    else:
        row[at] = Cell(part.text, part.y0)
    return row[at]


def crossed(rules: Sequence[Rule], x: float, low: float, high: float) -> int:
    """At how many heights between two a rule crosses x: those of a table."""
    return len({round(rule.y / NEAR) for rule in rules if low < rule.y < high and rule.x0 - NEAR < x < rule.x1 + NEAR})
