import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from utblick.watch import harvest
from utblick.watch.management.readiness import check_database
from utblick.watch.tasks import understand
from utblick.watch.waiting import Matched


class Command(BaseCommand):
    help = (
        "Ask every source in use, keep what is new, and match it. Sources that fail are told by `utblick sources list`."
    )
    # The checks load every page of every room; a script that polls each minute should not pay for that.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--due", action="store_true", help="only the sources whose next reading has come")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--no-match", action="store_true", help="leave the matching to the background work")

    def handle(self, *args: Any, **options: Any) -> None:
        check_database()
        polled = harvest.poll(due_only=options["due"])
        matched = Matched() if options["no_match"] else understand()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(polled)))
            return
        self.stdout.write(
            f"{polled.sources} sources in {polled.seconds:.1f} s: {polled.fetched} read, {polled.unchanged} unchanged, "
            f"{polled.failed} failed. {polled.items_new} new items, {polled.items_changed} changed, "
            f"{matched.matches} matches."
        )
