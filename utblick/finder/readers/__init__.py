"""Open project data as it is published, each dialect in a file of its own. Pure: nothing is fetched, no row is saved.

A new dialect: copy `kohesio.py`, and name it here.
"""

from collections.abc import Iterator
from pathlib import Path

from utblick.finder.readers import cordis_organisations, cordis_projects, erasmus, interreg, kohesio
from utblick.finder.readers.told import Bad, Part, Project, Reader, Row, Told
from utblick.finder.readers.unpacking import NothingKnown, Unreadable, refusing, tables

# In the order in which the tables of one archive are read: projects before those who take part in them.
READERS: tuple[Reader, ...] = (cordis_projects, cordis_organisations, erasmus, kohesio, interreg)

__all__ = ["Bad", "NothingKnown", "Part", "Project", "Reader", "Row", "Told", "Unreadable", "told"]


def told(path: Path) -> Iterator[Told]:
    """All that the file tells, always in the same order. Raises Unreadable, and NothingKnown where no table has a known heading."""
    with refusing(path):
        for reader, table in tables(path, READERS):
            yield from reader.read(table)
