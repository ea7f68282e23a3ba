from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from utblick.accounts.models import Municipality
from utblick.records import exporting
from utblick.tenancy import scope


class Command(BaseCommand):
    help = "Write everything that a municipality has into one ZIP file in open formats, while Utblick is in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", help="its short name: stromsund")
        parser.add_argument("file", type=Path, help="the ZIP file; nothing is written over")
        parser.add_argument("--open-only", action="store_true", help="leave out what is confidential")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.exists():
            raise CommandError(f"There is a file already: {path}.")
        found = Municipality.objects.filter(slug=options["municipality"]).first()
        if found is None:
            raise CommandError(f"There is no municipality “{options['municipality']}”. {_known()}")
        with scope.acting(found, sees_secrets=True), translation.override("sv"):
            summary = exporting.to_file(path, open_only=options["open_only"])
        self.stdout.write(f"{path}: {summary.count} rows, {summary.files} files, {path.stat().st_size} bytes.")
        for name in summary.missing:
            self.stderr.write(f"The storage no longer has {name}.")


def _known() -> str:
    return f"There are: {', '.join(Municipality.objects.values_list('slug', flat=True))}."
