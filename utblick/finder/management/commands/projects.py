import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import translation

from utblick.finder import importing
from utblick.finder.models import FundedProject, Participant, ProjectFile, Share
from utblick.finder.words import REASONS, TROUBLES


class Command(BaseCommand):
    help = "Import open data on funded projects (CORDIS, Kohesio, Interreg, Erasmus+), or list the files that have been read."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importer = verbs.add_parser("import", help="read a file as it is published; goes on where it was interrupted")
        importer.add_argument("files", metavar="FILE", nargs="+", type=Path)
        verbs.add_parser("list", help="the files, and how many projects and organisations there are")

    def handle(self, *args: Any, **options: Any) -> None:
        # The reasons are told in the command's own language.
        with translation.override("en"):
            if options["verb"] == "list":
                self.list()
            for path in options.get("files", []):
                self.import_file(path)

    def import_file(self, path: Path) -> None:
        try:
            file = importing.noted(path.resolve())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}")
        if file.state == ProjectFile.State.DONE:
            self.stdout.write(f"{path.name} has been read before: nothing to add.")
            return
        importing.read_on(file, Progress(self.stderr))
        if file.trouble:
            raise CommandError(f"{path.name}: {TROUBLES[file.trouble]}")
        self.stdout.write(
            f"{path.name}: {file.added} projects added, {file.changed} changed, {file.parts} participations, "
            f"{file.refusals} lines left out."
        )
        for reason, count in file.refused.items():
            self.stdout.write(f"  {count} x {REASONS[reason]}")

    def list(self) -> None:
        for file in ProjectFile.objects.all():
            self.stdout.write(f"{file.given_at:%Y-%m-%d}  {file.get_state_display():20}  {file.added:>9}  {file.name}")
        counts = [model._default_manager.count() for model in (FundedProject, Participant, Share)]
        told = "{} projects, {} organisations, {} participations.".format(*counts)
        self.stdout.write(f"{told} ({connection.display_name})")


class Progress:
    """Says every few seconds how far it has come."""

    def __init__(self, out: Any) -> None:
        self._out, self._said, self._began, self._indexed = out, time.monotonic(), time.monotonic(), 0

    def __call__(self, file: ProjectFile, indexed: int) -> None:
        self._indexed += indexed
        now = time.monotonic()
        if now - self._said > 5:
            self._said = now
            where = f"{self._indexed:,} projects indexed" if indexed else f"{file.position:,} lines taken in"
            self._out.write(f"{file.name}: {where}, {now - self._began:.0f} s")
