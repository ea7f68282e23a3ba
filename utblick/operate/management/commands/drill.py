from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from utblick.operate.backup import drilling


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
        given, key = options["backup"] or settings.BACKUPS, options["identity"]
        if given is None or key is None:
            raise CommandError("Say which: a file or UTBLICK_BACKUPS, and --identity or UTBLICK_BACKUP_IDENTITY.")
        run = drilling.drill(given, key)
        if run.fault:
            raise CommandError(run.reason_in_english)
        held = f"{run.tables} tables, {run.rows} rows, {run.files} files"
        self.stdout.write(f"{run.name} can be restored: {held}, all as they were; {run.seconds} s.")
