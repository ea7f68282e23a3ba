"""Blocks as a tree of sections, each with the role that its heading gives it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from utblick.goals.reading.block import Block, BlockKind
from utblick.goals.reading.headings import label_role, roles_of
from utblick.goals.reading.marks import MarkKind
from utblick.goals.reading.text import Stretch, ending, joined, sentences
from utblick.goals.reading.vocabulary import FINITE, LEAD_END, NUMBERED_GOAL, Role

_LABELLED = re.compile(r"[^–—:.|]{2,60}(?:\s[–—]|:)\s\S")
# Ranks for headings that nothing numbers or marks up: a heading of the vocabulary opens a chapter, another stands under it.
CHAPTER, UNDER, LABEL = 2, 4, 5
NUMBERED = 2
# Chapters whose parts are numbered where they themselves are not; an unnumbered summary before chapter 1 has none.
COUNTED = {Role.GOALS, Role.AREAS, Role.FORMS, Role.DUTIES}
BOLD = 5  # the markup's level for a line that is only bold: a heading, of unknown rank


@dataclass
class Item:
    """A list item with the items under it."""

    stretch: Stretch
    under: list["Item"] = field(default_factory=list)

    def walk(self) -> Iterator["Item"]:
        """The item and all under it."""
        yield self
        for item in self.under:
            yield from item.walk()


@dataclass
class Group:
    """Sentences of prose and the list or table rows that they lead to. `lead` is the sentence that the list completes."""

    sentences: list[Stretch] = field(default_factory=list)
    lead: Stretch | None = None
    items: list[Item] = field(default_factory=list)
    rows: list[Block] = field(default_factory=list)


@dataclass
class Section:
    """A heading and what stands under it. `sure` is whether its rank was written (marked up or numbered)."""

    heading: Block | None
    rank: int
    sure: bool = False
    groups: list[Group] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.heading.text.rstrip(" :") if self.heading else ""

    @property
    def roles(self) -> tuple[Role, ...]:
        return roles_of(self.title)

    @property
    def has_list(self) -> bool:
        return any(group.items for group in self.groups)

    def walk(self) -> Iterator["Section"]:
        """The section and all under it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


def outline(blocks: Sequence[Block]) -> Section:
    """The document as one section without a heading, the others under it."""
    root = Section(None, 0)
    path = [root]
    labels = _labels(blocks)
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            section = _section(block, path, labels)
            while path[-1].rank >= section.rank:
                path.pop()
            path[-1].children.append(section)
            path.append(section)
        else:
            _add(path[-1], block)
    for section in root.walk():
        _find_labelled(section)
        _find_captioned(section)
        _find_leads(section)
    return root


def _labels(blocks: Sequence[Block]) -> set[str]:
    """Headings that come several times ("Mål", "Åtgärder"): they name the parts of each area, not chapters."""
    counts = Counter(block.text.casefold() for block in blocks if block.kind is BlockKind.HEADING)
    return {text for text, count in counts.items() if count > 1 and label_role(text)}


def _section(block: Block, path: Sequence[Section], labels: set[str]) -> Section:
    mark = block.mark
    if mark.number and mark.kind is MarkKind.NUMBER:
        if mark.level == 1 and _numbers_within(mark.number[0], path):
            return Section(block, UNDER)
        return Section(block, NUMBERED + mark.level - 1, sure=True)
    if mark.kind is MarkKind.HEADING and mark.level < BOLD:
        return Section(block, mark.level, sure=True)
    return Section(block, _guessed_rank(block, path, labels))


def _numbers_within(number: int, path: Sequence[Section]) -> bool:
    """Whether a number counts the parts of an unnumbered chapter ("Fokusområden" with 1, 2, 3) and not the chapters."""
    chapter = path[1] if len(path) > 1 else None
    if chapter is None or chapter.sure or chapter.rank != CHAPTER or not set(chapter.roles) & COUNTED:
        return False
    counted = [child.heading.mark.number for child in chapter.children if child.heading and child.heading.mark.number]
    return number == len(counted) + 1


def _guessed_rank(block: Block, path: Sequence[Section], labels: set[str]) -> int:
    written = max((section.rank for section in path if section.sure), default=0)
    if block.text.casefold() in labels:
        return max(LABEL, written + 2) if len(path) > 1 else CHAPTER
    if written:
        return written + (1 if roles_of(block.text) else 2)
    if len(path) > 1 and any(child.heading and child.heading.mark.number for child in path[1].children):
        return CHAPTER
    if NUMBERED_GOAL.match(block.text) or not roles_of(block.text):
        return UNDER
    return CHAPTER


def _add(section: Section, block: Block) -> None:
    groups = section.groups
    if block.kind is BlockKind.PARAGRAPH:
        groups.append(Group(sentences=sentences(block.stretch)))
        return
    if not groups or (block.kind is BlockKind.ROW and groups[-1].items):
        groups.append(Group())
    if block.kind is BlockKind.ROW:
        groups[-1].rows.append(block)
        return
    _add_item(groups[-1].items, Item(block.stretch), block.level)


def _add_item(items: list[Item], item: Item, depth: int) -> None:
    while depth > 0 and items:
        items = items[-1].under
        depth -= 1
    items.append(item)


def _find_labelled(section: Section) -> None:
    """Paragraphs after "Målen är:" that each begin with a label ("Ökad kunskap – ...") are the items of a list."""
    for n, group in enumerate(section.groups):
        if not group.sentences or not group.sentences[-1].text.endswith(":") or len(group.items) > 1:
            continue
        following = list(takewhile(_is_labelled, section.groups[n + 1 :]))
        if len(following) > 1 and all(_LABELLED.match(item.stretch.text) for item in group.items):
            group.items += [Item(joined(each.sentences)) for each in following]
            del section.groups[n + 1 : n + 1 + len(following)]
            return


def _find_captioned(section: Section) -> None:
    """Paragraphs that all begin with a caption ("Bevakning. Vi läser ...") are a list of goals or forms."""
    told = set(section.roles) & {Role.GOALS, Role.AREAS, Role.FORMS}
    captioned = [group for group in section.groups if _is_captioned(group)]
    if told and len(captioned) > 2 and captioned == section.groups:
        section.groups = [Group(items=[Item(joined(group.sentences)) for group in captioned])]


def _is_captioned(group: Group) -> bool:
    caption = group.sentences[0].text if len(group.sentences) > 1 and not (group.items or group.rows) else ""
    return caption.endswith(".") and len(caption.split()) < 4 and not FINITE.search(caption)


def _is_labelled(group: Group) -> bool:
    return (
        not group.items and not group.rows and bool(group.sentences) and bool(_LABELLED.match(group.sentences[0].text))
    )


def _find_leads(section: Section) -> None:
    """The last sentence before a list leads to it; one that ends like a lead does so with no list too."""
    for group in section.groups:
        if group.sentences and (group.items or group.rows):
            group.lead = group.sentences.pop()
        elif group.sentences and LEAD_END.search(ending(group.sentences[-1].text)):
            last = group.sentences[-1].text
            if last.endswith(":") and section.children:
                group.lead = group.sentences.pop()
