"""Tells the rows of a workbook, each as a line of JSON, in a process of its own: a cell far out makes the library ask for memory
for all cells before it, and ends the process.

    python -m utblick.finder.readers.sheet_child FILE

Of each sheet the first row, and then, where "rows" comes back, all others. Nothing more is told then.
"""

import json
import resource
import sys
from collections.abc import Sequence

from python_calamine import CalamineWorkbook

MEMORY = 4 * 1024**3
"""The largest sheet that is taken (LARGEST_SHEET) as the library holds it."""


def main(path: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).iter_rows()
        _tell(next(rows, []))
        sys.stdout.flush()
        if sys.stdin.readline().strip() == "rows":
            for row in rows:
                _tell(row)
            return


def _tell(row: Sequence[object]) -> None:
    sys.stdout.write(json.dumps([written(cell) for cell in row]) + "\n")


def written(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


if __name__ == "__main__":
    main(sys.argv[1])
