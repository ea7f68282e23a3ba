"""CORDIS, project.csv: one project a line; semicolons, decimal commas, and quotes that do not always end."""

from collections.abc import Iterator

from utblick.finder.readers.told import Bad, Project, Row, Told
from utblick.finder.readers.values import LONGEST_TEXT, LONGEST_TITLE, amount, day, words

NAME = "cordis"
BEGINS = r'"?\d{3,12}"?;'
# As the frame programmes are called; codes that a later one brings stand as they are.
PROGRAMMES = {"HORIZON": "Horizon Europe", "H2020": "Horizon 2020"}


def recognises(headings: frozenset[str]) -> bool:
    return headings >= {"id", "acronym", "objective", "frameworkprogramme"}


def read(rows: Iterator[Row | Bad]) -> Iterator[Told]:
    for row in rows:
        yield row if isinstance(row, Bad) else project(row)


def project(row: Row) -> Told:
    told = row.cells
    key, title = told["id"].strip(), words(told.get("title", ""), LONGEST_TITLE)
    if not key.isdecimal():
        return Bad(row.line, "no_key")
    if not title:
        return Bad(row.line, "no_title")
    frame = told["frameworkprogramme"].strip()
    return Project(
        source=NAME,
        key=key,
        title=title,
        acronym=words(told["acronym"], 60),
        text=words(told["objective"], LONGEST_TEXT),
        programme=PROGRAMMES.get(frame, frame),
        call=words(told.get("topics", "") or told.get("mastercall", ""), 100),
        starts_on=day(told.get("startdate", "")),
        ends_on=day(told.get("enddate", "")),
        cost=amount(told.get("totalcost", "")),
        grant=amount(told.get("ecmaxcontribution", "")),
        lang="en",
        link=f"https://cordis.europa.eu/project/id/{key}",
    )
