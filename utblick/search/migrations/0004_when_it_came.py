"""When each object came, also of those that are in the index already."""

from typing import Any

from django.db import migrations, models

AT_ONCE = 20_000
"""Rows in one transaction: the installation reads and writes meanwhile."""
# Where it stands when an object came: in its table, by the house's name; and of what is not Recorded.
CAME = {"watch.item": ("watch_item", "found_at"), "wagtailcore.page": ("wagtailcore_page", "first_published_at")}


def fill(apps: Any, schema_editor: Any) -> None:
    connection, rows = schema_editor.connection, apps.get_model("search", "Row")
    tables = set(connection.introspection.table_names())
    day = "date(o.{0})" if connection.vendor == "sqlite" else "(o.{0} AT TIME ZONE 'UTC')::date"
    for kind in rows.objects.order_by().values_list("kind", flat=True).distinct():
        table, column = CAME.get(kind, (kind.replace(".", "_"), "created_at"))
        if table not in tables or not _has(connection, table, column):
            continue
        sql = (
            f"UPDATE search_row SET came_on = (SELECT {day.format(column)} FROM {table} o WHERE o.id = object_id) "  # noqa: S608
            "WHERE kind = %s AND id >= %s AND id < %s AND came_on IS NULL"
        )
        ids = rows.objects.filter(kind=kind).aggregate(first=models.Min("id"), last=models.Max("id"))
        for start in range(ids["first"], ids["last"] + 1, AT_ONCE):
            schema_editor.execute(sql, [kind, start, start + AT_ONCE])


def _has(connection: Any, table: str, column: str) -> bool:
    with connection.cursor() as cursor:
        return column in {one.name for one in connection.introspection.get_table_description(cursor, table)}


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("search", "0003_which_by_the_index")]
    operations = [
        migrations.AddField("row", "came_on", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
