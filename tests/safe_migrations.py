"""Whether a migration leaves the version before able to serve, and the tables open to it (CONTRIBUTING.md: Migrations).

Django's operations tell what the version before would miss; squawk reads the SQL for PostgreSQL, for what locks or rewrites
a table.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connections
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import ManyToManyField

SQUAWK = Path(sys.executable).with_name("squawk")
# Taste in types; and what upgrade.sh and Django see to: a limit to the wait for a lock, one transaction a migration.
TASTE = [
    *("prefer-text-field", "prefer-bigint-over-int", "prefer-bigint-over-smallint", "prefer-identity"),
    *("prefer-timestamp-tz", "prefer-robust-stmts", "require-timeout-settings"),
]
GONE = (
    operations.RemoveField,
    operations.RenameField,
    operations.DeleteModel,
    operations.RenameModel,
    operations.AlterModelTable,
)


def unreleased(released: Path) -> list[Migration]:
    """Ours that came after the last release. Before the first there is nothing that serves, and so nothing to mind."""
    if not released.exists():
        return []
    known = set(released.read_text().split())
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("utblick.")}
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return [one for (app, name), one in sorted(disk.items()) if app in ours and f"{app}.{name}" not in known]


def faults(migration: Migration, before: ProjectState) -> list[str]:
    return [*_missed(migration), *_locked(sql(migration, before))]


def _missed(migration: Migration) -> Iterator[str]:
    for one in migration.operations:
        if isinstance(one, GONE) and not getattr(migration, "unused_since", ""):
            yield f"{one.describe()}: the version before still uses it. Stop using it first, remove it in a later release."
        if isinstance(one, operations.AddField) and not _may_be_left_out(one):
            yield f"{one.describe()}: the version before does not fill it. Give it db_default, or null=True."


def _may_be_left_out(one: operations.AddField) -> bool:
    return one.field.null or one.field.has_db_default() or isinstance(one.field, ManyToManyField)


def sql(migration: Migration, before: ProjectState) -> str:
    """What it would do; on PostgreSQL, whose version decides on some of it."""
    connection = connections.create_connection("default")
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(before.clone(), editor, collect_sql=True)
    lines = [line for line in editor.collected_sql if not line.startswith("--")]
    return "\n".join(["BEGIN;", *lines, "COMMIT;"] if migration.atomic else lines)


def _locked(text: str) -> Iterator[str]:
    order = [SQUAWK, "--reporter", "json", "--pg-version", "15", "--exclude", ",".join(TASTE)]
    told = subprocess.run(order, input=text, capture_output=True, text=True).stdout
    for one in json.loads(told):
        yield f"{one['rule_name']}: {one['message']} {one.get('help') or ''}".strip()
