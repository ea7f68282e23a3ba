"""Reads a workbook in quarantine: a cell far out makes the library ask for memory for all cells before it."""

from typing import Any

from utblick.quarantine.child import About, serve
from utblick.tables.books import book
from utblick.tables.guarding import UnreadableTable

MEMORY = 1024 * 1024 * 1024


def told(about: About, body: bytes) -> dict[str, Any]:
    """The sheets up to the first that cannot be read, and why that one cannot."""
    sheets: list[list[list[str]]] = []
    try:
        sheets.extend(book(body))
    except UnreadableTable as error:
        return {"sheets": sheets, "fault": error.fault, "count": error.count}
    return {"sheets": sheets}


if __name__ == "__main__":
    serve(told, memory=MEMORY)
