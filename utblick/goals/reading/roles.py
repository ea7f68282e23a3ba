"""Tables of roles with more columns than two: which of them holds the owners, and which what they do."""

from dataclasses import dataclass

from utblick.goals.reading.assigning import duties_in
from utblick.goals.reading.block import Block
from utblick.goals.reading.duties import owner_in_cell
from utblick.goals.reading.grid import Row, Table, rows_in, table_of
from utblick.goals.reading.labels import DUTY_LABEL, ROLE_LABEL
from utblick.goals.reading.outline import Group
from utblick.goals.reading.passages import Kind
from utblick.goals.reading.placing import Placing


@dataclass
class _Roles:
    """A table of roles as it is read: the columns of owners and duties, and the owner of the row above."""

    table: Table
    owners: int
    duties: int
    owner: str | None = None


def read_roles(group: Group, placing: Placing) -> None:
    """Take the rows under a header such as "Nivå | Funktion | Ansvar"."""
    roles: _Roles | None = None
    rest: list[Block] = []
    for block in group.rows:
        if opened := _opened(table_of(block.stretch.lines[0])):
            roles = opened
            placing.put(Kind.HEADING, block.stretch)
        elif roles:
            for row in rows_in(block.stretch.lines, roles.table):
                _read(row, roles, placing)
        else:
            rest.append(block)
    group.rows = rest


def _opened(table: Table) -> _Roles | None:
    owners = next((at for at, label in enumerate(table.labels) if ROLE_LABEL.fullmatch(label)), None)
    duties = next((at for at, label in enumerate(table.labels) if DUTY_LABEL.fullmatch(label) and at != owners), None)
    if len(table.labels) < 3 or owners is None or duties is None:
        return None
    return _Roles(table, owners, duties)


def _read(row: Row, roles: _Roles, placing: Placing) -> None:
    for at, cell in sorted(row.items()):
        if at == roles.owners:
            roles.owner = owner_in_cell(cell.text)
            placing.put(Kind.OWNER, cell)
        elif at == roles.duties:
            for duty in duties_in(cell):
                placing.duty(duty, roles.owner, duty.text)
        else:
            placing.put(Kind.HEADING, cell)
