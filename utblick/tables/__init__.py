"""Tables that people hand in (Excel, OpenDocument, CSV), as rows of text.

Pure: no Django, nothing is fetched, no formula or macro runs. Of a formula the value is taken that the program last reckoned; a
merged cell's value stands in every cell that it covers. What the rows mean is the business of the room that asks:
`partners/fates.py`, `projects/fates.py`, `watch/connectors/tables.py`.
"""

from utblick.tables.cells import MOST_COLUMNS
from utblick.tables.guarding import Fault, UnreadableTable, look_inside
from utblick.tables.lists import MOST_ROWS, Table, table_of
from utblick.tables.reading import DELIMITERS, sheets

__all__ = [
    "DELIMITERS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Fault",
    "Table",
    "UnreadableTable",
    "look_inside",
    "sheets",
    "table_of",
]
