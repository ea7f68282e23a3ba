"""Whether this host's clock is right, by the database's: a worker two days ahead would remind, send and erase two days early."""

import time

from django.db import connection

AT_MOST = 60.0
"""Seconds that two clocks may differ."""


def seconds_off() -> float:
    """How far this host's clock is ahead of the database's; nought where the database is a file and has none of its own."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return time.time() - float(cursor.fetchone()[0])


def complaint() -> str:
    """What is wrong with this host's clock, and what to do; empty where it is right."""
    off = seconds_off()
    if abs(off) <= AT_MOST:
        return ""
    side = "ahead of" if off > 0 else "behind"
    return f"The clock of this host is {abs(off):.0f} seconds {side} the database's. Set it right (by NTP, mostly)."
