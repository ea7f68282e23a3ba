"""On PostgreSQL, a function that says which rows match by the index of words and nothing else: see statements.newest."""

from typing import Any

from django.db import migrations

CREATE = (
    "CREATE FUNCTION search_by_index(asked tsquery, most integer) RETURNS SETOF bigint LANGUAGE sql STABLE "
    "SET enable_seqscan TO off SET enable_indexscan TO off "
    "AS 'SELECT id FROM search_row WHERE stems @@ asked LIMIT most'"
)


def create(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_by_index(tsquery, integer)")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_stems")]
    operations = [migrations.RunPython(create, drop)]
