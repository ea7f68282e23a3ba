"""Gathers lines into blocks in one pass: where one ends and the next begins."""

import re
from collections.abc import Sequence

from utblick.goals.reading.block import Block, BlockKind
from utblick.goals.reading.headings import is_owner, roles_of
from utblick.goals.reading.marking import Marked
from utblick.goals.reading.marks import UNMARKED, Mark, MarkKind, cells_of, goes_on_in_row
from utblick.goals.reading.shapes import DANGLING, STOPPED, shaped
from utblick.goals.reading.text import Line, Stretch, ending
from utblick.goals.reading.vocabulary import COMMITMENT, LEAD_END, NUMBERED_GOAL

_NAMED = re.compile(r"[^–—]{2,40}\s[–—]\s")  # "Projekt – med extern finansiering"
UNWRAPPED = 170
PLAIN_ITEM = 350  # characters that an item without a bullet may have


class Gathering:
    """The block being gathered and those done, in one pass over the lines."""

    def __init__(self, lines: Sequence[Marked]) -> None:
        self.lines = lines
        self.width = wrap_width(lines)
        self.gaps = sum(marked.line.gap for marked in lines) * 5 > len(lines)
        self.blocks: list[Block] = []
        self.open: list[Line] = []
        self.kind = BlockKind.PARAGRAPH
        self.mark = UNMARKED
        self.mark_at: int | None = None
        self.plain_list = False
        self.marked_up = sum(marked.mark.kind is MarkKind.HEADING for marked in lines) > 2

    def take(self, i: int) -> None:
        """Put line `i` into the open block, or close that and open the next."""
        if self.open and self._continues(i):
            self.open.append(self.lines[i].line)
            return
        kind = self._kind(i)
        self.plain_list = self._in_plain_list(i, kind)
        self.close()
        self.kind = BlockKind.ITEM if self.plain_list else kind
        line, mark = self.lines[i].line, self.lines[i].mark
        if self.kind is BlockKind.ROW or (self.kind is BlockKind.PARAGRAPH and mark.level < 2):
            mark = UNMARKED
        self.mark = mark
        self.mark_at = line.start
        self.open = [line.after(mark.width)]

    def close(self) -> None:
        """Put the open block among those done."""
        if not self.open:
            return
        stretch = Stretch(tuple(self.open), self.mark_at)
        level = self.mark.level if self.kind is BlockKind.HEADING else 0
        self.blocks.append(Block(self.kind, stretch, self.mark, level, self._cells()))
        self.open = []

    def _cells(self) -> tuple[Stretch, ...]:
        if self.kind is not BlockKind.ROW:
            return ()
        first, *more = self.open
        cells = [[cell] for cell in cells_of(first)]
        for line in more:
            column = next((c for c in reversed(cells) if line.indent >= c[0].indent - 2), cells[-1])
            column.append(line)
        return tuple(Stretch(tuple(cell)) for cell in cells)

    def _kind(self, i: int) -> BlockKind:
        marked = self.lines[i]
        if self._is_heading(i):
            return BlockKind.HEADING
        is_row = len(cells_of(marked.line)) > 1 or goes_on_in_row(marked.line) or marked.line.text.endswith(" |")
        if is_row and "|" in marked.line.text and marked.mark.kind is not MarkKind.BULLET:
            return BlockKind.ROW
        if marked.mark.kind in (MarkKind.BULLET, MarkKind.NUMBER, MarkKind.LETTER):
            if marked.mark.level > 1 and marked.body[:1].isupper():
                return BlockKind.PARAGRAPH  # "4.2 The director reports ...": a numbered paragraph, not one of a list
            bare = marked.mark.kind is MarkKind.NUMBER and not marked.mark.dotted and marked.mark.level == 1
            return BlockKind.PARAGRAPH if bare and not self._numbers_on(i) else BlockKind.ITEM
        return BlockKind.ROW if is_row else BlockKind.PARAGRAPH

    def _numbers_on(self, i: int) -> bool:
        """Whether a bare number ("1 Öka ...") is one of a list: its neighbour carries the next or the last number."""
        number = self.lines[i].mark.number
        near = [m.mark.number for m in (*self.lines[max(0, i - 6) : i], *self.lines[i + 1 : i + 7]) if m.mark.number]
        return any(len(n) == 1 and abs(n[0] - number[0]) == 1 for n in near)

    # ---- continuation

    def _continues(self, i: int) -> bool:
        marked, last = self.lines[i], self.open[-1]
        if marked.mark.kind is not MarkKind.NONE and not self._mark_within_sentence(marked, last):
            return False
        if self.kind is BlockKind.HEADING:
            return self._continues_heading(marked.line, last)
        if self.kind is BlockKind.ROW:
            return self._continues_row(marked.line)
        if last.text.endswith(("-", "\u00ad")) and marked.line.text[:1].islower():
            return True
        if goes_on_in_row(marked.line) or (len(cells_of(marked.line)) > 1 and not marked.line.text[:1].islower()):
            return False
        return self._continues_text(i, last)

    def _mark_within_sentence(self, marked: Marked, last: Line) -> bool:
        """A number that only happens to stand first on a line: "... från år / 12 kommuner"."""
        bare = marked.mark.kind is MarkKind.NUMBER and not marked.mark.dotted and not marked.line.gap
        if bare and self.kind is BlockKind.ITEM and _follows(marked.mark, self.mark):
            return False
        return bare and (marked.body[:1].islower() or bool(DANGLING.search(ending(last.text))))

    def _continues_heading(self, line: Line, last: Line) -> bool:
        short = len(self.open) < 3 and len(last.text) + len(line.text) <= 160
        if is_owner("\n".join(each.text for each in self.open)) and line.text.endswith((",", ";", ".")):
            return False  # what the owner does, not more of its name
        runs_on = line.text[:1].islower() or (bool(DANGLING.search(ending(last.text))) and not line.gap)
        return short and not line.gap and runs_on and not STOPPED.search(ending(last.text)) and len(line.text) <= 80

    def _continues_row(self, line: Line) -> bool:
        cells = cells_of(self.open[0])
        return not line.gap and len(cells) > 1 and cells[1].indent > 4 and line.indent >= cells[1].indent - 2

    def _continues_text(self, i: int, last: Line) -> bool:
        line = self.lines[i].line
        lower = line.text[:1].islower()
        if self._breaks_into_plain_list(i, last):
            return False
        if line.gap:
            return lower and not STOPPED.search(ending(last.text)) and not self._is_lead(last) and not self.plain_list
        if self.plain_list:
            return self._forced(last, line) and not last.text.endswith((".", ";", ","))
        if lower or DANGLING.search(ending(last.text)):
            return True
        if self._is_heading(i):
            return False
        if self.kind is BlockKind.ITEM and STOPPED.search(ending(last.text)) and line.indent <= self.open[0].indent:
            return line.indent > 0 and line.indent == self.open[0].indent and self._forced(last, line)
        return self._forced(last, line)

    def _forced(self, last: Line, line: Line) -> bool:
        """Whether the line was broken because the next word did not fit, rather than on purpose."""
        word = line.text.split(maxsplit=1)[0]
        return bool(self.width) and len(last.text) + 1 + len(word) > self.width * 0.88

    # ---- lists without bullets

    def _is_lead(self, last: Line) -> bool:
        return self.kind is BlockKind.PARAGRAPH and bool(LEAD_END.search(ending(last.text)))

    def _commits(self, last: Line) -> bool:
        """Whether the text so far promises something and then stops short: "För att nå målen ska kommunen"."""
        tail = ending(last.text)
        return self.kind is BlockKind.PARAGRAPH and bool(COMMITMENT.search(tail)) and not STOPPED.search(tail)

    def _breaks_into_plain_list(self, i: int, last: Line) -> bool:
        line = self.lines[i].line
        if self._commits(last) and line.gap and line.text[:1].islower() and line.text.endswith((",", ";")):
            return True
        if not self._is_lead(last) or (not line.gap and not last.text.endswith(":") and self._forced(last, line)):
            return False
        if len(last.text.split()) < 5 and not line.gap and line.text[:1].islower():
            return True
        return self._lists_on(i) and (last.text.endswith(":") or not self._forced(last, line))

    def _lists_on(self, i: int) -> bool:
        """Whether at least two unmarked lines from here on, alike in their first letter, could be items."""
        first = self.lines[i].body[:1].islower()
        starts = [m for m in self.lines[i : i + 8] if m.mark.kind is MarkKind.NONE]
        return sum(m.body[:1].islower() == first for m in starts[:3]) >= 2

    def _in_plain_list(self, i: int, kind: BlockKind) -> bool:
        line = self.lines[i].line
        if kind is not BlockKind.PARAGRAPH or not self.open:
            return False
        last = self.open[-1]
        if (
            self.kind is BlockKind.HEADING
        ):  # what the owner does, a line each: "har ansvar för ...,", "beslutar om ...,"
            return is_owner(last.text) and line.text[:1].islower() and line.text.endswith((",", ";"))
        if self.plain_list:
            same = line.text[:1].islower() == self.open[0].text[:1].islower()
            return same and not line.gap and len(line.text) < PLAIN_ITEM
        return self._breaks_into_plain_list(i, last) and len(line.text) < PLAIN_ITEM

    # ---- headings

    def _is_heading(self, i: int) -> bool:
        marked = self.lines[i]
        if marked.mark.kind is MarkKind.HEADING:
            return True
        # "1. Vi ska bygga relationer", "Mål 1. Kommunen är öppen": over what is done
        promises = marked.line.gap and (marked.mark.kind is MarkKind.NUMBER or bool(NUMBERED_GOAL.match(marked.body)))
        if marked.mark.kind is MarkKind.BULLET or not shaped(marked.body, promises=promises):
            return False
        if marked.mark.kind is MarkKind.NUMBER:
            return not self._runs_on(i) and self._is_numbered_heading(i)
        if not self._has_room(i) or self._runs_on(i):
            return False
        if marked.mark.kind is MarkKind.LETTER and not marked.line.text[:1].isupper():
            return False
        if self.plain_list and not marked.line.gap and _NAMED.match(marked.body):
            return False
        if roles_of(marked.body) or NUMBERED_GOAL.match(marked.body):
            return self._followed(i) or ":" not in marked.body
        if marked.mark.kind is MarkKind.LETTER or self._within_plain_list(i):
            return False
        return (is_owner(marked.body) and self._followed(i)) or (not self.marked_up and self._set_apart(i))

    def _after_lead(self) -> bool:
        return bool(self.open) and (self._is_lead(self.open[-1]) or self.plain_list)

    def _within_plain_list(self, i: int) -> bool:
        """After "Samarbetet kan ta sig olika uttryck:"; yet a short line that prose hangs from is the heading of that."""
        gap = self.lines[i].line.gap
        return self._after_lead() and not (gap and (self.plain_list or self._heads_prose(i)))

    def _heads_prose(self, i: int) -> bool:
        following = self.lines[i + 1] if i + 1 < len(self.lines) else None
        return (
            following is not None
            and not following.line.gap
            and following.mark.kind is MarkKind.NONE
            and following.body[:1].isupper()
            and len(following.body) > max(60, 2 * len(self.lines[i].body))
        )

    def _is_numbered_heading(self, i: int) -> bool:
        marked = self.lines[i]
        if marked.mark.level > 1:
            return True
        if not marked.body[:1].isupper() or i + 1 >= len(self.lines):
            return False
        if self._is_sibling_of_item(marked.mark) and not (roles_of(marked.body) and marked.line.gap):
            return False
        following = self.lines[i + 1].mark
        if (
            following.kind is MarkKind.NUMBER
            and following.level == 1
            and following.number[0] == marked.mark.number[0] + 1
        ):
            return bool(roles_of(marked.body)) and not self._after_lead() and not self._counts_on(i)
        return bool(roles_of(marked.body)) or self._has_room(i) or self._after_lead()

    def _counts_on(self, i: int) -> bool:
        """Whether the two lines below carry the next numbers: three in a row are a list."""
        below = self.lines[i + 1 : i + 3]
        first = self.lines[i].mark.number[0]
        return [m.mark.number for m in below] == [(first + 1,), (first + 2,)] and not any(m.line.gap for m in below)

    def _is_sibling_of_item(self, mark: Mark) -> bool:
        if self.kind is not BlockKind.ITEM or not self.open or self.mark.level != 1 or self.mark.dotted != mark.dotted:
            return False
        return self.mark.kind is MarkKind.NUMBER and self.mark.number[0] + 1 == mark.number[0]

    def _has_room(self, i: int) -> bool:
        """Whether the line before lets a heading begin here."""
        if i == 0 or not self.open:
            return True
        line, last = self.lines[i].line, self.open[-1]
        if line.gap or self.kind is BlockKind.HEADING or line.page != last.page:
            return not DANGLING.search(ending(last.text))
        return bool(STOPPED.search(ending(last.text))) or not (
            self._forced(last, line) or DANGLING.search(ending(last.text))
        )

    def _runs_on(self, i: int) -> bool:
        """Whether the next line goes on with the sentence: then this is text that was broken over lines."""
        if i + 1 >= len(self.lines) or len(self.lines[i].body.split()) < 3:
            return False
        following = self.lines[i + 1]
        return not following.line.gap and following.mark.kind is MarkKind.NONE and following.body[:1].islower()

    def _followed(self, i: int) -> bool:
        return i + 1 < len(self.lines)

    def _set_apart(self, i: int) -> bool:
        """Whether the white space and what follows make an unknown short line a heading."""
        if not self._followed(i):
            return False
        line, following = self.lines[i].line, self.lines[i + 1]
        opens = following.body[:1].isupper() or following.mark.kind is not MarkKind.NONE
        fuller = (
            following.line.gap or len(following.line.text) > len(line.text) or following.mark.kind is not MarkKind.NONE
        )
        fuller = fuller or bool(roles_of(following.body)) or bool(LEAD_END.search(ending(following.line.text)))
        streak = self._streak(i)
        if not opens or not fuller or streak > 2 or (streak > 1 and self.kind is BlockKind.HEADING and not line.gap):
            return False
        if line.gap or self.kind is BlockKind.HEADING or not self.open:
            return True
        stopped = bool(STOPPED.search(ending(self.open[-1].text))) and not self._forced(self.open[-1], line)
        short = len(line.text) <= 60 and (not self.gaps or len(line.text.split()) <= 4)
        return stopped and short and len(following.line.text) > len(line.text)

    def _streak(self, i: int) -> int:
        """How many short lines follow each other without white space from here: several are a list, not headings."""
        count = 1
        while i + count < len(self.lines) and not self.lines[i + count].line.gap and shaped(self.lines[i + count].body):
            if self.lines[i + count].mark.kind is not MarkKind.NONE or roles_of(self.lines[i + count].body):
                break
            count += 1
        return count


def wrap_width(lines: Sequence[Marked]) -> int:
    """The width at which the text was wrapped; 0 where each paragraph is one line: none begins within a sentence."""
    lengths = sorted(len(marked.line.text) for marked in lines)
    broken = any(
        marked.body[:1].islower() and marked.mark.kind is MarkKind.NONE and not marked.line.gap for marked in lines
    )
    if not broken or lengths[-1] > UNWRAPPED:
        return 0
    return lengths[int(len(lengths) * 0.97) - 1] if len(lengths) > 5 else lengths[-1]


def _follows(mark: Mark, before: Mark) -> bool:
    """Whether 2.3 comes after 2.2."""
    return mark.level > 1 and mark.number[:-1] == before.number[:-1] and mark.number[-1] == before.number[-1] + 1
