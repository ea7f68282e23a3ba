import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.tenancy import scope
from utblick.watch import handing_in, subscribing
from utblick.watch.errors import Trouble
from utblick.watch.management.readiness import check_database
from utblick.watch.models import Source, Subscription
from utblick.watch.opml import MOST_BYTES
from utblick.watch.recognising import Recognised, recognised

ASKED = [kind for kind in Source.Kind.values if kind != Source.Kind.BY_HAND]


class Command(BaseCommand):
    help = "Import sources from an OPML file, add one by its address, hand in files, or list the sources with their health."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", metavar="SLUG", default="", help="whose sources, where there are several")
        verbs = parser.add_subparsers(dest="verb", required=True)
        self.verb(verbs, "import", "subscribe to every feed in an OPML file").add_argument("file", metavar="FILE.opml")
        adding = self.verb(verbs, "add", "subscribe to the source at an address")
        adding.add_argument("address")
        adding.add_argument("--kind", choices=ASKED, default="", help="what it is, where the address does not tell")
        adding.add_argument("--name", default="")
        handing = self.verb(
            verbs, "hand-in", "take in notices (XML), calendars and archives of them, files or whole folders"
        )
        handing.add_argument("paths", metavar="PATH", nargs="+")
        self.verb(verbs, "list", "list the sources with their last answer")

    def verb(self, verbs: Any, name: str, promise: str) -> CommandParser:
        parser: CommandParser = verbs.add_parser(name, help=promise)
        # SUPPRESS: without the option here, what was said before the verb stands.
        parser.add_argument("--municipality", metavar="SLUG", default=argparse.SUPPRESS, help="whose sources")
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        check_database()
        acts = {"import": self.import_file, "add": self.add, "hand-in": self.hand_in, "list": self.list}
        with scope.acting(self.municipality(options["municipality"]), sees_secrets=True):
            acts[options["verb"]](options)

    def municipality(self, slug: str) -> Municipality:
        known = list(Municipality.objects.filter(slug=slug) if slug else Municipality.objects.all()[:2])
        if len(known) == 1:
            return known[0]
        if slug:
            raise CommandError(f"There is no municipality with the short name “{slug}”.")
        if known:
            raise CommandError("There are several municipalities: choose one with --municipality SLUG.")
        self.stderr.write("There was no municipality yet: a plain one named “Kommun” has been created.")
        return Municipality.objects.create(name="Kommun", slug="kommun")

    def import_file(self, options: dict[str, Any]) -> None:
        try:
            document = read(options["file"])
            done = subscribing.import_opml(document)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}")
        except Trouble as trouble:
            raise CommandError(f"{options['file']} is no list of feeds (OPML). {trouble}")
        for address, reason in done.refused:
            self.stderr.write(f"{address}: {reason}")
        self.stdout.write(
            f"{len(done.added)} sources added, {len(done.known)} known already, "
            f"{done.repeated} named twice, {len(done.refused)} refused."
        )

    def add(self, options: dict[str, Any]) -> None:
        before = Subscription.objects.filter(withdrawn_at=None).count()
        try:
            asked = (
                Recognised(options["kind"], options["address"]) if options["kind"] else recognised(options["address"])
            )
            added = subscribing.subscribe(asked.address, name=options["name"], connector_kind=asked.kind)
        except ValidationError as error:
            raise CommandError(error.messages[0])
        except Trouble as trouble:
            raise CommandError(str(trouble))
        news = "added" if Subscription.objects.filter(withdrawn_at=None).count() > before else "known already"
        self.stdout.write(f"{added.name}: {news}.")

    def hand_in(self, options: dict[str, Any]) -> None:
        files = [file for path in options["paths"] for file in files_below(Path(path))]
        each = ((name, body) for file in files for name, body in handing_in.files_in(file.name, file.read_bytes()))
        try:
            done = handing_in.read_files(each)
        except Trouble as trouble:
            raise CommandError(str(trouble))
        for name, reason in done.refused:
            self.stderr.write(f"{name}: {reason}")
        if done.findings:
            handing_in.take_in(done, ", ".join(options["paths"]))
        self.stdout.write(
            f"{len(done.findings)} read, {done.new} new, {done.changed} changed, {len(done.refused)} refused."
        )

    def list(self, options: dict[str, Any]) -> None:
        rows = Subscription.objects.with_health(timezone.now()).filter(withdrawn_at=None)
        for row in rows:
            source = row.source
            answered = f"{timezone.localtime(source.answered_at):%Y-%m-%d %H:%M}" if source.answered_at else "never"
            health = source.trouble or f"{row.items_a_week:.1f} a week"
            self.stdout.write(f"{answered:16}  {row.name}  {source.address}  {health}")
        self.stdout.write(f"{len(rows)} sources.")


def files_below(path: Path) -> "list[Path]":
    """The file, or all files in the folder and those below it."""
    if not path.exists():
        raise CommandError(f"There is nothing at {path}.")
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def read(name: str) -> bytes:
    """The file's bytes, `-` for standard input; no more than a list of feeds may have."""
    if name == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)
