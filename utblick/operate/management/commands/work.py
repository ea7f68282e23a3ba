from threading import Thread
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser

from utblick import lexicon
from utblick.operate import clocks
from utblick.operate.heartbeat import heartbeat
from utblick.operate.probes import unapplied


class Command(BaseCommand):
    help = "Do the background work: jobs in the queue and what is due by schedule. Stops in good order on Ctrl-C or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="jobs at the same time (default 2)")
        parser.add_argument(
            "--lease", type=float, help="seconds of silence after which others take over a job (default 120)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if unapplied():
            raise CommandError("The database is not of this version. Run first: utblick migrate")
        if wrong := clocks.complaint():
            raise CommandError(f"{wrong} Until then this worker does nothing.")
        # Opened while nothing waits for it; `utblick run` and `utblick lexicon build` have learnt before.
        Thread(target=lexicon.warm, name="engine", daemon=True).start()
        with heartbeat() as path:
            call_command(
                "ox_worker",
                concurrency=options["concurrency"],
                lock_timeout=options["lease"],
                heartbeat_file=str(path),
                verbosity=0,
            )
