"""Lines with their marks: bullets, numbers, and bullets that stand alone before the lines they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from utblick.goals.reading.marks import Mark, MarkKind, is_lone_bullet, mark_of
from utblick.goals.reading.shapes import STOPPED
from utblick.goals.reading.text import Line, ending


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with its mark read."""

    line: Line
    mark: Mark

    @property
    def body(self) -> str:
        return self.line.text[self.mark.width :]


def marked(lines: Sequence[Line]) -> tuple[list[Marked], list[Line]]:
    """The lines with their marks, and the bullets that stood alone: those go to as many lines after them."""
    out: list[Marked] = []
    alone: list[Line] = []
    waiting, after_bullet = 0, False
    for line in lines:
        if is_lone_bullet(line):
            alone.append(line)
            waiting += 1
            after_bullet = True
        elif waiting and mark_of(line).kind is MarkKind.NONE and (after_bullet or _opens_item(out, line)):
            out.append(Marked(line, Mark(MarkKind.BULLET)))
            waiting -= 1
            after_bullet = False
        else:
            out.append(Marked(line, mark_of(line)))
    return out, alone


def _opens_item(out: Sequence[Marked], line: Line) -> bool:
    ended = not out or bool(STOPPED.search(ending(out[-1].line.text))) or line.gap
    return ended or (line.text[:1].isupper() and out[-1].mark.kind is MarkKind.BULLET)
