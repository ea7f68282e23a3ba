from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def without_rows(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite keeps a table beside its primary key, unless told that the key is the table: half the pages and half the work."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE watch_itemkey")
        editor.execute(
            "CREATE TABLE watch_itemkey (key bigint NOT NULL, "
            "item_id bigint NOT NULL REFERENCES watch_item (id) DEFERRABLE INITIALLY DEFERRED, "
            "PRIMARY KEY (key, item_id)) WITHOUT ROWID"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("watch", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "item", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BigIntegerField()),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False, on_delete=models.deletion.CASCADE, related_name="keys", to="watch.item"
                    ),
                ),
            ],
        ),
        migrations.RunPython(without_rows, migrations.RunPython.noop),
    ]
