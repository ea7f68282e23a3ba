"""While an upgrade runs, the version before serves on the tables of the new one: no migration may take away what it uses."""

from functools import cache
from pathlib import Path

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.safe_migrations import faults, unreleased

RELEASED = Path(__file__).with_name("released_migrations.txt")


# A library's migration asks the database when it is only read.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="what locks a table of PostgreSQL, PostgreSQL is asked for"
    ),
]


@cache
def loaded() -> MigrationLoader:
    return MigrationLoader(None, ignore_no_migrations=True)


@pytest.fixture
def state() -> ProjectState:
    return ProjectState(models={key: one.clone() for key, one in _ours().items()})


@cache
def _ours() -> dict[tuple[str, str], ModelState]:
    found = loaded().project_state().models
    return {key: one for key, one in found.items() if key[0] == "operate"}


def a_migration(*steps: operations.base.Operation, **facts: object) -> Migration:
    return type("Made", (Migration,), {"operations": list(steps), **facts})("0099_made", "operate")


def test_what_came_after_the_release_leaves_the_version_before_able_to_serve() -> None:
    told = {}
    for one in unreleased(RELEASED):
        before = loaded().project_state([(one.app_label, one.name)], at_end=False)
        told[f"{one.app_label}.{one.name}"] = faults(one, before)
    assert {name: found for name, found in told.items() if found} == {}


SAFE = {
    "a table": operations.CreateModel(
        "Note", [("id", models.BigAutoField(primary_key=True)), ("text", models.TextField())]
    ),
    "a column that may be empty": operations.AddField("BackupRun", "note", models.TextField(null=True)),
    "a column that the database fills": operations.AddField("BackupRun", "note", models.TextField(db_default="")),
}
UNSAFE = {
    "db_default": operations.AddField("BackupRun", "note", models.TextField(default="")),
    "still uses it": operations.RemoveField("BackupRun", "fault"),
    "renaming-column": operations.RenameField("BackupRun", "fault", "failure"),
    "renaming-table": operations.RenameModel("BackupRun", "Backup"),
    "ban-drop-table": operations.DeleteModel("BackupRun"),
    "ban-drop-not-null": operations.AlterField("WorkerSeen", "version", models.CharField(max_length=50, null=True)),
    "changing-column-type": operations.AlterField("BackupRun", "tables", models.BigIntegerField(default=0)),
    "require-concurrent-index-creation": operations.AddIndex("BackupRun", models.Index(fields=["at"], name="by_day")),
    "constraint-missing-not-valid": operations.AddConstraint(
        "BackupRun", models.CheckConstraint(condition=models.Q(size__gte=0), name="has_size")
    ),
    "disallowed-unique-constraint": operations.AddConstraint(
        "BackupRun", models.UniqueConstraint(fields=["name"], name="once")
    ),
}


@pytest.mark.parametrize("step", SAFE.values(), ids=SAFE)
def test_a_step_that_only_adds_is_let_through(state: ProjectState, step: operations.base.Operation) -> None:
    assert faults(a_migration(step), state) == []


@pytest.mark.parametrize(("fault", "step"), UNSAFE.items(), ids=UNSAFE)
def test_a_step_that_the_version_before_would_stumble_on_is_told(
    state: ProjectState, fault: str, step: operations.base.Operation
) -> None:
    found = faults(a_migration(step), state)
    assert any(fault in one for one in found), found


def test_an_index_made_while_the_table_is_in_use_is_let_through(state: ProjectState) -> None:
    step = AddIndexConcurrently("BackupRun", models.Index(fields=["at"], name="by_day"))
    assert faults(a_migration(step, atomic=False), state) == []


def test_what_no_version_uses_any_longer_may_go(state: ProjectState) -> None:
    found = faults(a_migration(operations.RemoveField("BackupRun", "fault"), unused_since="0.2.0"), state)
    assert not any("still uses it" in one for one in found)


def test_all_that_is_released_is_left_alone_and_all_else_is_looked_at(tmp_path: Path) -> None:
    assert unreleased(tmp_path / "none") == []
    (tmp_path / "released").write_text("operate.0001_initial\n")
    found = {f"{one.app_label}.{one.name}" for one in unreleased(tmp_path / "released")}
    assert "operate.0001_initial" not in found
    assert "journal.0001_initial" in found
