"""Lines gathered into blocks: headings, list items, paragraphs and table rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from utblick.goals.reading.block import Block, BlockKind
from utblick.goals.reading.gathering import Gathering
from utblick.goals.reading.headings import is_owner, label_role
from utblick.goals.reading.marking import Marked
from utblick.goals.reading.marks import MarkKind
from utblick.goals.reading.vocabulary import NUMBERED_GOAL, Role
from utblick.goals.reading.wording import STATED_GOAL

_RUN_IN_LABEL = re.compile(r"([A-ZÅÄÖ][\w-]+(?: [\w-]+)?):\s+(?=\S)")
_RUN_IN = re.compile(r"([A-ZÅÄÖ][\w-]+(?: [\w-]+)?)\.\s+(?=[A-ZÅÄÖ])")


def blocks_of(lines: Sequence[Marked]) -> list[Block]:
    """The blocks of a document whose page furniture has been taken away."""
    gathering = Gathering(lines)
    for i in range(len(lines)):
        gathering.take(i)
    gathering.close()
    return _with_depths([part for block in gathering.blocks for part in _run_in(block)])


def _run_in(block: Block) -> list[Block]:
    """ "Arbetssätt. Kommunen arbetar ...", "Syfte: Att ...": a heading on the line of the text that it stands over."""
    if block.kind is not BlockKind.PARAGRAPH or block.mark.level or NUMBERED_GOAL.match(block.text):
        return [block]
    stopped, labelled = _RUN_IN.match(block.stretch.raw), _RUN_IN_LABEL.match(block.stretch.raw)
    heads = stopped and (label_role(stopped[1]) not in (None, Role.CONTEXT) or is_owner(stopped[1]))
    if (
        labelled
        and not STATED_GOAL.match(block.text)
        and label_role(labelled[1]) in (Role.FORMS, Role.PURPOSE, Role.CONTEXT)
    ):
        stopped, heads = labelled, True
    if not stopped or not heads:
        return [block]
    heading, text = block.stretch.parts([stopped.end()])
    return [Block(BlockKind.HEADING, heading), replace(block, stretch=text)]


def _with_depths(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each list item's depth worked out from indents and kinds of mark."""
    out: list[Block] = []
    stack: list[tuple[object, int]] = []
    for block in blocks:
        if block.kind is not BlockKind.ITEM:
            stack = []
            out.append(block)
            continue
        key = (_glyph(block), block.stretch.lines[0].indent)
        while stack and key not in stack and key[1] < stack[-1][1]:
            stack.pop()
        if key in stack:
            del stack[stack.index(key) + 1 :]
        elif not stack or key[0] != stack[-1][0] or key[1] > stack[-1][1] + 1:
            stack.append(key)
        out.append(replace(block, level=len(stack) - 1))
    return out


def _glyph(block: Block) -> object:
    if block.mark.kind is MarkKind.NUMBER:
        return (MarkKind.NUMBER, block.mark.level)
    return block.mark.sign or block.mark.kind
