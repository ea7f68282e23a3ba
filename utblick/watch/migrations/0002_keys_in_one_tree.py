from django.db import migrations
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
    dependencies = [("watch", "0001_initial")]
    operations = [migrations.RunPython(without_rows, migrations.RunPython.noop)]
