"""Interreg-style exports with Swedish headings: a row for each partner, the project's own facts repeated. JSON, CSV or Excel."""

from collections.abc import Iterator
from hashlib import blake2b

from utblick.finder.readers.told import Bad, Part, Project, Row, Told
from utblick.finder.readers.values import LONGEST_NAME, LONGEST_TITLE, amount, country, day, region, words

NAME = "interreg"
BEGINS = ""


def recognises(headings: frozenset[str]) -> bool:
    return headings >= {"projektnamn", "organisationsnamn", "organisationsroll"}


def read(rows: Iterator[Row | Bad]) -> Iterator[Told]:
    """A project is told at its first row."""
    met: set[bytes] = set()
    for row in rows:
        if isinstance(row, Bad):
            yield row
            continue
        title = words(row.cells["projektnamn"], LONGEST_TITLE)
        if not title:
            yield Bad(row.line, "no_title")
            continue
        programme = words(row.cells.get("program", ""), 100)
        number = blake2b(f"{programme}\x1f{title}".casefold().encode(), digest_size=12).digest()
        if number not in met:
            met.add(number)
            yield project(row.cells, number.hex(), title, programme)
        yield part(row, number.hex())


def project(cells: dict[str, str], key: str, title: str, programme: str) -> Project:
    aims = [words(cells.get(name, ""), 400) for name in ("politisktmal", "specifiktmal", "projekttyp")]
    return Project(
        source=NAME,
        key=key,
        title=title,
        text=". ".join(filter(None, aims)),
        programme=programme,
        starts_on=day(cells.get("startdatum", "")),
        ends_on=day(cells.get("slutdatum", "")),
    )


def part(row: Row, key: str) -> Told:
    cells = row.cells
    nuts, name = region(cells.get("nuts3", "")), words(cells["organisationsnamn"], LONGEST_NAME)
    where = country(cells.get("land", "")) or country(nuts[:2])
    if not name or not where:
        return Bad(row.line, "no_country" if name else "no_name")
    return Part(
        source=NAME,
        project=key,
        name=name,
        country=where,
        kind=words(cells.get("organisationstyp", ""), 60),
        nuts=nuts,
        leads=cells["organisationsroll"].strip().upper() == "LP",
        grant=amount(cells.get("partnerbudget", "")),
        line=row.line,
    )
