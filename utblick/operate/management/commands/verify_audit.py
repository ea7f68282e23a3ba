from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from utblick.journal import verifying
from utblick.journal.verifying import Found, Wrong

WORDS = {
    Wrong.CHANGED: "say something else than when they were sealed: entries",
    Wrong.REMOVED: "are gone: entries",
    Wrong.FOREIGN: "were not written by Utblick: entries",
    Wrong.COPIED: "bear the mark of another: entries",
    Wrong.BACKDATED: "are dated long before they first were there: entries",
    Wrong.CHAIN: "do not go on from the one before: seals",
    Wrong.ANCHOR: "are not in the database as they were anchored: seals",
    Wrong.STAMP: "bear a time stamp that is not of them, or of nobody who is trusted: anchors of seals",
}


class Command(BaseCommand):
    help = (
        "Look through the whole audit trail for what was changed, removed or made outside of Utblick. Changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchors", type=Path, default=settings.ANCHORS, help="the file of anchors")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["anchors"]
        found = verifying.verify(path)
        self.stdout.write(
            f"{found.sealed} entries sealed, {found.waiting} not yet; {found.erased} with personal data taken out."
        )
        self.stdout.write(f"{found.anchors} anchors in {path}.")
        if not found.anchors:
            self.stdout.write("Without an anchor, a chain that was made anew as a whole is not seen.")
        self._tell_stamps(found)
        self._tell(found)

    def _tell_stamps(self, found: Found) -> None:
        if settings.TIMESTAMP_CA is None:
            self.stdout.write("Time stamps are not looked at: UTBLICK_TIMESTAMP_CA names nobody to trust.")
        else:
            newest = f", the newest of {found.stamped_at:%Y-%m-%dT%H:%M:%SZ}" if found.stamped_at else ""
            self.stdout.write(f"{found.stamps} time stamps by {settings.TIMESTAMP_CA}{newest}.")

    def _tell(self, found: Found) -> None:
        if not found.faults:
            self.stdout.write("Nothing was changed, removed or made outside of Utblick.")
            return
        for wrong, count in found.counts.items():
            shown = ", ".join(map(str, found.keys[wrong]))
            self.stdout.write(f"{count} {WORDS[wrong]} {shown}{', …' if count > len(found.keys[wrong]) else ''}")
        raise CommandError(f"{found.faults} faults in the audit trail.")
