"""SQLite lets one write at a time, and who waits for it looks anew every tenth of a second."""

import time

from django.db import connection

GAP = 0.15  # seconds


def let_others_write() -> None:
    """Between two transactions of long work: without a gap nobody else would get to save anything until it is done."""
    if connection.vendor == "sqlite":
        time.sleep(GAP)
