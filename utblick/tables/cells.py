"""A cell as text, and how large a sheet may be."""

import unicodedata
from datetime import date, datetime, time

# Rows that only carry a format reach far below a list; beyond this it is none.
HIGHEST = 120_000
MOST_COLUMNS, LONGEST_CELL = 60, 4_000
type Rows = list[list[str]]


def written(cell: object) -> str:
    """On one line; without invisible characters, which part no words."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else _parting(sign) for sign in text)
    return " ".join(text.split())[:LONGEST_CELL]


def _parting(sign: str) -> str:
    return "" if unicodedata.category(sign) == "Cf" else " "
