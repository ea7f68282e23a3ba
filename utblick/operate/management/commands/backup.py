from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from utblick.operate.backup import archive, drilling
from utblick.operate.backup.errors import BackupError


class Command(BaseCommand):
    help = "Write database, uploads and settings into one encrypted file, while Utblick is in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.BACKUPS, help="the folder (UTBLICK_BACKUPS)")
        parser.add_argument(
            "--make-key",
            type=Path,
            metavar="FILE",
            help="write a new secret key, tell its public key, and do nothing else",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._make_key(options["make_key"]) if options["make_key"] else self._back_up(options["to"])
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _make_key(self, path: Path) -> None:
        self.stdout.write(f"UTBLICK_BACKUP_KEYS={archive.make_key(path)}")
        self.stdout.write(
            f"Keep {path} where this host is not: without it no backup can be opened, and with it every one."
        )

    def _back_up(self, folder: Path | None) -> None:
        if folder is None:
            raise BackupError("Say where to: --to FOLDER, or UTBLICK_BACKUPS.")
        run = drilling.back_up(folder, settings.BACKUP_KEYS)
        if run.fault:
            raise CommandError(run.reason_in_english)
        self.stdout.write(
            f"{folder / run.name}: {run.tables} tables, {run.rows} rows, {run.files} files, {run.size} bytes, {run.seconds} s."
        )
