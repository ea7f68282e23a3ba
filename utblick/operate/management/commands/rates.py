from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from utblick.money import reference
from utblick.money.rates import BadRates, Rates


class Command(BaseCommand):
    help = "Tell which days the euro reference rates reach, or take newer ones from a file of the ECB (eurofxref-hist.zip)."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb")
        taking = verbs.add_parser("import", help="take the rates in this file")
        taking.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        found = self._take(options["file"]) if options["verb"] == "import" else reference.rates()
        self.stdout.write(f"{len(found.days)} rates for {found.currency}, from {found.first} to {found.last}.")

    def _take(self, path: Path) -> Rates:
        try:
            return reference.take(path)
        except BadRates as error:
            raise CommandError(f"{error} Nothing is changed.") from error
