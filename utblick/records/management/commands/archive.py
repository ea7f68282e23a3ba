import subprocess
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from utblick.accounts.models import Municipality
from utblick.records.archive.cases import CLOSED, closed
from utblick.records.archive.packing import file_name, package
from utblick.tenancy import scope


class Command(BaseCommand):
    help = "Write an information package (E-ARK SIP) for the archive of each closed initiative, ended agreement and frozen report."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", help="its short name: stromsund")
        parser.add_argument("folder", type=Path)
        parser.add_argument("--kind", choices=sorted(CLOSED), action="append", help="only these kinds")
        parser.add_argument("--validator", metavar="PROGRAM", help="a validator to run on each, such as eark-validator")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Municipality.objects.filter(slug=options["municipality"]).first()
        if found is None:
            raise CommandError(f"There is no municipality “{options['municipality']}”.")
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        with scope.acting(found, sees_secrets=True):
            for kind in options["kind"] or CLOSED:
                for case in closed(kind):
                    self._write(case, folder, options["validator"])

    def _write(self, case: Any, folder: Path, validator: str | None) -> None:
        made = package(case)
        path = folder / file_name(made, case)
        path.write_bytes(made.body)
        self.stdout.write(f"{path}: {len(made.body)} bytes")
        if validator:
            told = subprocess.run([validator, str(path)], capture_output=True, text=True, check=False)
            self.stdout.write(told.stdout + told.stderr)
