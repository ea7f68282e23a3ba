import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from utblick.lexicon import adding, making
from utblick.watch import troubles
from utblick.watch.connectors import Request
from utblick.watch.errors import Trouble
from utblick.watch.http import Door, Limits

# Publishers pack their vocabularies: EuroVoc in all languages is some tens of megabytes.
LIMITS = Limits(bytes=200 * 1024 * 1024, seconds=900)


class Command(BaseCommand):
    help = "Fetch a vocabulary from its publisher and add it, as `utblick lexicon add` does with a file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=sorted(adding.KNOWN))
        parser.add_argument("address", help="the publisher's, of the file itself")
        parser.add_argument("--edition", default="", help="what the publisher calls this edition")
        parser.add_argument("--sha256", default="", help="the checksum that the file must have")

    def handle(self, *args: Any, **options: Any) -> None:
        body = fetched(options["address"], options["name"])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "fetched"
            path.write_bytes(body)
            try:
                added = adding.add(options["name"], path, options["edition"], options["sha256"], options["address"])
            except adding.NotAdded as error:
                raise CommandError(str(error), returncode=2) from error
        self.stdout.write(making.told(added) + making.AFTERWARDS, ending="")


def fetched(address: str, name: str) -> bytes:
    try:
        return Door(allow=settings.FETCH_ALLOW, limits=LIMITS).fetch(Request(address)).body
    except Trouble as trouble:
        words = troubles.words_for_reader(trouble.code)
        raise CommandError(
            f"{address}: {words} Or fetch it by hand: `utblick lexicon add {name} FILE`.", returncode=2
        ) from trouble
