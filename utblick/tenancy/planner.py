"""What the database knows of its own tables when it chooses how to answer."""

from django.db import connection


def tell_planner() -> None:
    """Let SQLite know how full its tables are, which it learns only when told: else it may read all of a municipality's rows.

    A sample of each index is enough and costs milliseconds. PostgreSQL finds out by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=400")
            cursor.execute("ANALYZE")
