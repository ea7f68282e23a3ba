"""Kohesio: operations of the EU's regional funds, one a line with its beneficiary. CSV, Excel or JSON."""

from collections.abc import Iterator

from utblick.finder.readers.told import Bad, Part, Project, Row, Told, each
from utblick.finder.readers.values import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    address,
    amount,
    country,
    day,
    region,
    words,
)

NAME = "kohesio"
BEGINS = ""


def recognises(headings: frozenset[str]) -> bool:
    return headings >= {"operationuniqueidentifier", "beneficiaryname"}


def read(rows: Iterator[Row | Bad]) -> Iterator[Told]:
    return each(rows, told)


def told(row: Row) -> Iterator[Told]:
    cells = row.cells
    link = cells["operationuniqueidentifier"].strip()
    key = link.rsplit("/", 1)[-1]
    english = words(cells.get("operationnameenglish", ""), LONGEST_TITLE)
    title = english or words(cells.get("operationnameprogrammelanguage", ""), LONGEST_TITLE)
    if not key or not title:
        yield Bad(row.line, "no_title" if key else "no_key")
        return
    yield project(cells, key, title, "en" if english else "", link)
    where, name = (
        country(cells.get("countrycode", "") or cells.get("country", "")),
        words(cells["beneficiaryname"], LONGEST_NAME),
    )
    if not name or not where:
        yield Bad(row.line, "no_country" if name else "no_name")
        return
    nuts = region(cells.get("nuts3code", "") or cells.get("beneficiarynuts3code", ""))
    yield Part(NAME, key, name, where, nuts=nuts, leads=True, line=row.line)


def project(cells: dict[str, str], key: str, title: str, lang: str, link: str) -> Project:
    english = words(cells.get("operationsummaryenglish", ""), LONGEST_TEXT)
    text = english if lang else words(cells.get("operationsummaryprogrammelanguage", ""), LONGEST_TEXT) or english
    return Project(
        source=NAME,
        key=key[:60],
        title=title,
        text=text,
        programme=words(cells.get("programmename", "") or cells.get("fundcode", ""), 100),
        starts_on=day(cells.get("operationstartdate", "")),
        ends_on=day(cells.get("operationenddate", "")),
        cost=amount(cells.get("totaleligibleexpenditureamount", "")),
        grant=amount(cells.get("projecteubudget", "")),
        lang=lang,
        link=address(link),
    )
