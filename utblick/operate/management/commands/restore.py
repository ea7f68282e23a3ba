from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from utblick.files import StoreAway
from utblick.operate.backup import archive
from utblick.operate.backup.errors import BackupError
from utblick.operate.backup.restoring import restore
from utblick.operate.version import version


class Command(BaseCommand):
    help = "Restore a backup into the empty database and the empty data folder that the environment names, and compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("--identity", type=Path, required=True, help="the file of the secret key")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            told = restore(options["backup"], archive.identity(options["identity"]))
        except (BackupError, StoreAway) as error:
            raise CommandError(str(error)) from error
        held = f"{len(told.tables)} tables, {told.rows} rows, {len(told.files)} files"
        self.stdout.write(f"Restored as of {told.made_at}: {held}, all as they were.")
        self.stdout.write(f"What the environment said then lies in {Path(settings.DATA) / 'settings.env'}.")
        if told.version != version():
            self.stdout.write(f"It was made by version {told.version}: run utblick migrate.")
