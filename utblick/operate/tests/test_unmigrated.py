import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["run", "work"])
def test_nothing_starts_on_a_database_of_another_version(command: str) -> None:
    MigrationRecorder(connection).record_unapplied("operate", "0001_initial")
    options = {"bind": "127.0.0.1:0"} if command == "run" else {}
    with pytest.raises(CommandError, match="utblick migrate"):
        call_command(command, **options)
