"""Erasmus+ results: one project a row, and a set of columns for each partner. CSV or Excel."""

import re
from collections.abc import Iterator

from utblick.finder.readers.told import Bad, Part, Project, Row, Told, each
from utblick.finder.readers.values import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    address,
    amount,
    country,
    words,
    year,
)

NAME = "erasmus"
BEGINS = ""
CARD = "https://erasmus-plus.ec.europa.eu/projects/search/details/"
POSTCODE = re.compile(r"[\d\- ]{3,}")


def recognises(headings: frozenset[str]) -> bool:
    return headings >= {"projectidentifier", "projecttitle", "coordinatingorganisationname"}


def read(rows: Iterator[Row | Bad]) -> Iterator[Told]:
    return each(rows, told)


def told(row: Row) -> Iterator[Told]:
    cells = row.cells
    key, title = cells["projectidentifier"].strip()[:60], words(cells["projecttitle"], LONGEST_TITLE)
    if not key or not title:
        yield Bad(row.line, "no_title" if key else "no_key")
        return
    yield project(cells, key, title)
    lead = ("coordinatingorganisationname", "coordinatingorganisationtype", "coordinators")
    yield part(row, key, *lead, leads=True)
    number = 1
    while words(cells.get(f"partner{number}name", ""), LONGEST_NAME):
        kind = f"partner{number}organisationtype"
        yield part(
            row, key, f"partner{number}name", kind if kind in cells else f"partner{number}type", f"partner{number}"
        )
        number += 1


def project(cells: dict[str, str], key: str, title: str) -> Project:
    about = (words(cells.get("projectsummary", ""), LONGEST_TEXT), words(cells.get("topics", ""), 300))
    grant = next((cells[name] for name in cells if name.startswith("eugrantaward")), "")
    asked = cells.get("fundingyear", "") or cells.get("callyear", "")
    return Project(
        source=NAME,
        key=key,
        title=title,
        text=" ".join(filter(None, about)),
        programme=words(cells.get("programme", ""), 100) or "Erasmus+",
        call=words(cells.get("actiontype", "") or cells.get("keyaction", ""), 100),
        starts_on=year(asked.strip().removesuffix(".0")),
        grant=amount(grant),
        link=address(cells.get("resultsplatformprojectcard", "")) or f"{CARD}{key}",
    )


def part(row: Row, key: str, name: str, kind: str, begins: str, *, leads: bool = False) -> Told:
    cells = row.cells
    called, where = words(cells.get(name, ""), LONGEST_NAME), country(cells.get(f"{begins}country", ""))
    if not called or not where:
        return Bad(row.line, "no_country" if called else "no_name")
    return Part(
        source=NAME,
        project=key,
        name=called,
        country=where,
        kind=words(cells.get(kind, ""), 60),
        place=town(cells.get(f"{begins}address", "")),
        website=address(cells.get(f"{begins}website", "")),
        leads=leads,
        line=row.line,
    )


def town(told: str) -> str:
    """The last part of an address that is no number; a street is not kept."""
    parts = [POSTCODE.sub("", one).strip() for one in told.split(",")]
    return next((words(one, 100) for one in reversed(parts[1:]) if one and not any(map(str.isdigit, one))), "")
