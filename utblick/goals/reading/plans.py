"""Plans of action set as tables: rows as goals with their actions, and duties with their owners."""

from dataclasses import dataclass

from utblick.goals.reading.block import Block
from utblick.goals.reading.duties import owner_in_cell
from utblick.goals.reading.grid import Row, Table, rows_in, table_of
from utblick.goals.reading.labels import Column, kind_of
from utblick.goals.reading.marks import goes_on_in_row, mark_of
from utblick.goals.reading.meaning import Meaning
from utblick.goals.reading.outline import Group, Section
from utblick.goals.reading.passages import Kind
from utblick.goals.reading.placing import Loose, Placing, Plan
from utblick.goals.reading.text import Stretch, joined
from utblick.goals.reading.wording import tidy


def read_plan(section: Section, group: Group, meaning: Meaning, placing: Placing) -> None:
    """Take the rows under a header such as "Mål | Aktivitet | Ansvarig"; it holds on under the goals that follow."""
    rest: list[Block] = []
    _read_cards(section, group, placing)
    for block in group.rows:
        table = table_of(block.stretch.lines[0])
        if table.is_plan:
            _open(table, section, placing)
            placing.put(Kind.HEADING, block.stretch)
        elif (
            placing.plan and (meaning.goal or placing.plan.section is section) and _is_row_of(block, placing.plan.table)
        ):
            if meaning.goal and meaning.goal is not placing.plan.heading:
                placing.plan.begin(meaning.goal)
                placing.plan.heading = meaning.goal
            for row in rows_in(block.stretch.lines, placing.plan.table):
                _Reading(section, group, placing, placing.plan).take(row)
        else:
            rest.append(block)
    group.rows = rest


def _read_cards(section: Section, group: Group, placing: Placing) -> None:
    """Rows that each begin with a label: "Mål | ...", "Åtgärder | ...", "Ansvarig | ..."; one such card for each goal."""
    kinds = [_label_of(block) for block in group.rows]
    if Column.GOAL not in kinds or len(set(kinds) & {Column.GOAL, Column.ACTION, Column.OWNER}) < 2:
        return
    reading = _Reading(section, group, placing, Plan(table_of(group.rows[0].stretch.lines[0]), section))
    kind, label = Column.OTHER, ""
    for block in group.rows:
        cells = list(block.cells)
        if not goes_on_in_row(block.stretch.lines[0]) and len(cells) > 1:
            placing.put(Kind.HEADING, cell := cells.pop(0))
            kind, label = kind_of(cell.text) or Column.OTHER, cell.text
        for cell in cells:
            reading.take_card(kind, label, cell)
    group.rows = []


def _label_of(block: Block) -> Column | None:
    return kind_of(block.cells[0].text) if len(block.cells) == 2 else None


def _open(table: Table, section: Section, placing: Placing) -> None:
    """A header that comes again on the next page opens nothing."""
    if placing.plan is None or placing.plan.table.kinds != table.kinds or placing.plan.section is not section:
        placing.plan = Plan(table, section)


def _is_row_of(block: Block, table: Table) -> bool:
    if len(block.cells) > len(table.kinds):
        return False
    return ("|" in table.header.text) is ("|" in block.stretch.raw)


@dataclass(frozen=True)
class _Reading:
    """Where the cells of a row go. What a row leaves empty holds on from the row above it."""

    section: Section
    group: Group
    placing: Placing
    plan: Plan

    def take(self, row: Row) -> None:
        """Give each cell its place."""
        table = self.plan.table
        for cell in table.cells(row, Column.AREA) if table.goal_kind is Column.GOAL else ():
            self.placing.put(Kind.HEADING, cell)
        for cell in table.cells(row, table.goal_kind) or self._caption(row):
            self._goal(cell)
        actions, owners = table.cells(row, Column.ACTION), table.cells(row, Column.OWNER)
        if self.plan.goal:
            self._actions(actions)
            self._owners(owners, acted=bool(actions))
        else:
            self._duties(actions, owners)
        self._leave_others(row)

    def take_card(self, kind: Column, label: str, cell: Stretch) -> None:
        """Give a cell its place by the label before it."""
        if kind in (Column.GOAL, Column.AREA):
            self._goal(cell)
        elif kind is Column.ACTION:
            self._actions([cell])
        elif kind is Column.OWNER and self.plan.goal:
            self.placing.duty(cell, owner_in_cell(cell.text), self.plan.goal.text)
        else:
            self._leave(cell, f"{label}: {cell.text}")

    def _caption(self, row: Row) -> list[Stretch]:
        """A row with but its first cell filled names the goal of those below it, where no heading did."""
        return [row.pop(0)] if list(row) == [0] and not self.plan.heading else []

    def _goal(self, cell: Stretch) -> None:
        bare = _unnumbered(cell)
        known = self.placing.goal_of(tidy(bare.text))
        if known:
            self.placing.put(Kind.HEADING, cell)
        self.plan.begin(known or self.placing.goal(bare))

    def _actions(self, cells: list[Stretch]) -> None:
        for cell in cells:
            self.plan.action = self.placing.action(self.plan.goal, _unnumbered(cell)) if self.plan.goal else None

    def _owners(self, cells: list[Stretch], *, acted: bool) -> None:
        """Who does what the row says, or does the last action too, or answers for the goal."""
        what = self.plan.action.text if self.plan.action else self.plan.goal.text if self.plan.goal else ""
        for cell in cells:
            self.plan.owner = owner_in_cell(cell.text)
            self.placing.duty(cell, self.plan.owner, what)
        if acted and not cells and self.plan.owner and self.plan.action:
            self.placing.shared_duty(self.plan.action, self.plan.owner)

    def _duties(self, actions: list[Stretch], owners: list[Stretch]) -> None:
        """Without a goal above them actions are the duties of their owner."""
        for cell in owners:
            self.placing.put(Kind.OWNER, cell)
            self.plan.owner = owner_in_cell(cell.text)
        for cell in actions:
            if self.plan.owner:
                self.placing.duty(_unnumbered(cell), self.plan.owner, tidy(_unnumbered(cell).text))
            else:
                self._leave(cell, cell.text)

    def _leave_others(self, row: Row) -> None:
        """When, with what money, how it is measured: nothing that a goal, an action or a duty holds."""
        table = self.plan.table
        for cell in table.cells(row, Column.NUMBER):
            self.placing.put(Kind.HEADING, cell)
        others = [at for at in sorted(row) if table.kinds[at] in (None, Column.OTHER)]
        if others:
            told = "; ".join(f"{table.labels[at]}: {row[at].text}" for at in others)
            self._leave(joined([row[at] for at in others]), told)

    def _leave(self, stretch: Stretch, told: str) -> None:
        self.placing.loose.append(Loose(stretch, self.group, self.section, is_item=True, told=told))


def _unnumbered(cell: Stretch) -> Stretch:
    """The cell without "1.2" or a bullet before its text."""
    first, *more = cell.lines
    mark = mark_of(first)
    return Stretch((first.after(mark.width), *more), first.start) if mark.width else cell
