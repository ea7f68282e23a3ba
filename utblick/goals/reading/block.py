"""What a block of a document is."""

from dataclasses import dataclass
from enum import Enum, auto

from utblick.goals.reading.marks import UNMARKED, Mark
from utblick.goals.reading.text import Stretch


class BlockKind(Enum):
    """What a block is."""

    HEADING = auto()
    ITEM = auto()
    PARAGRAPH = auto()
    ROW = auto()


@dataclass(frozen=True)
class Block:
    """A heading, item, paragraph or row. `level`: a heading's rank (1 highest, 0 unknown), an item's depth (0 outermost)."""

    kind: BlockKind
    stretch: Stretch
    mark: Mark = UNMARKED
    level: int = 0
    cells: tuple[Stretch, ...] = ()

    @property
    def text(self) -> str:
        return self.stretch.text
