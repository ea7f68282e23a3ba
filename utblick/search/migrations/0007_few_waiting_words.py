"""On PostgreSQL, let few words wait to be put into their index: whoever searches reads all that wait, each time.

A quarter of a megabyte instead of PostgreSQL's four: asking the index takes 8 ms less at worst, a row's words are put in for
0.28 ms of processor time instead of 0.19.
"""

from typing import Any

from django.db import migrations


def shorten(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER INDEX search_row_stems SET (gin_pending_list_limit = 256)")


def reset(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER INDEX search_row_stems RESET (gin_pending_list_limit)")


class Migration(migrations.Migration):
    dependencies = [("search", "0006_newest_by_both")]
    operations = [migrations.RunPython(shorten, reset)]
