"""CORDIS, organization.csv: one line for each organisation in each project."""

from collections.abc import Iterator

from utblick.finder.readers.told import Bad, Part, Row, Told
from utblick.finder.readers.values import LONGEST_NAME, address, amount, country, degrees, region, words

NAME = "cordis"
BEGINS = r'"?\d{3,12}"?;'


def recognises(headings: frozenset[str]) -> bool:
    return headings >= {"projectid", "organisationid", "activitytype", "role"}


def read(rows: Iterator[Row | Bad]) -> Iterator[Told]:
    for row in rows:
        yield row if isinstance(row, Bad) else part(row)


def part(row: Row) -> Told:
    told = row.cells
    name, where = words(told.get("name", ""), LONGEST_NAME), country(told.get("country", ""))
    if not told["projectid"].strip().isdecimal():
        return Bad(row.line, "no_key")
    if not name:
        return Bad(row.line, "no_name")
    if not where:
        return Bad(row.line, "no_country")
    north, east = degrees(told.get("geolocation", ""))
    number = told["organisationid"].strip()
    return Part(
        source=NAME,
        project=told["projectid"].strip(),
        name=name,
        country=where,
        pic=number if number.isdecimal() and len(number) <= 12 else "",
        kind=told["activitytype"].strip(),
        place=words(told.get("city", ""), 100),
        nuts=region(told.get("nutscode", "")),
        website=address(told.get("organizationurl", "")),
        latitude=north,
        longitude=east,
        leads=told["role"].strip().casefold() == "coordinator",
        grant=amount(told.get("eccontribution", "")),
        line=row.line,
    )
