from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from utblick.operate.backup import archive, drilling
from utblick.operate.backup.errors import BackupError


class Command(BaseCommand):
    help = "Restore a backup on trial into an empty place, compare it with what it says of itself, and throw the place away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, nargs="?", help="the newest in UTBLICK_BACKUPS where none is named")
        parser.add_argument(
            "--identity",
            type=Path,
            default=settings.BACKUP_IDENTITY,
            help="the file of the secret key (UTBLICK_BACKUP_IDENTITY)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = drilling.drill(self._chosen(options["backup"]), archive.identity(options["identity"] or Path()))
        except BackupError as error:
            raise CommandError(str(error)) from error
        if run.fault:
            raise CommandError(run.fault)
        held = f"{run.tables} tables, {run.rows} rows, {run.files} files"
        self.stdout.write(f"{run.name} can be restored: {held}, all as they were; {run.seconds} s.")

    def _chosen(self, path: Path | None) -> Path:
        if path:
            return path
        if settings.BACKUPS is None:
            raise BackupError("Say which: a file, or UTBLICK_BACKUPS.")
        return drilling.newest(settings.BACKUPS)
