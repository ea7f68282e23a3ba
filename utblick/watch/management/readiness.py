"""Whether the database is ready for a command: said in words, not in a traceback."""

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

ADVICE = "Run first: utblick migrate"


def check_database() -> None:
    """Raise CommandError where the database does not answer or has not been migrated."""
    try:
        tables = set(connection.introspection.table_names())
    except DatabaseError as error:
        raise CommandError(f"The database does not answer: {error}") from error
    if not {"watch_source", MigrationRecorder.Migration._meta.db_table} <= tables:
        raise CommandError(f"The database has not been set up. {ADVICE}")
    if not MigrationRecorder(connection).migration_qs.filter(app="watch").exists():
        raise CommandError(f"The database is not of this version. {ADVICE}")
