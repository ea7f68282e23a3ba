import os
import socket
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from utblick import lexicon
from utblick.operate import serving, statics
from utblick.operate.probes import unapplied


class Command(BaseCommand):
    help = "Serve the pages and do the background work, until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port (default 127.0.0.1:8000)")
        parser.add_argument("--workers", type=int, default=serving.web_workers(), help="web processes of four threads")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = address(options["bind"])
        if unapplied():
            raise CommandError("The database is not of this version. Run first: utblick migrate")
        statics.collect()
        # Learnt here at the first start, once for all the processes to come.
        lexicon.learnt(self.stdout.write)
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "[::]"} else host  # noqa: S104
        self.stdout.write(f"Utblick answers at http://{shown}:{port}/ – Ctrl-C stops it.")
        self.stdout.flush()
        command = serving.command(options["bind"], options["workers"])
        os.execv(command[0], command)  # noqa: S606


def address(bind: str) -> tuple[str, int]:
    """Host and port; an error that says what to do when the text is no address or the port is taken."""
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal():
        raise CommandError(f"{bind} is not an address and a port, like 127.0.0.1:8000.")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except (OSError, OverflowError) as error:
            raise CommandError(f"{bind} cannot be used: {error}. Choose another with --bind.") from error
    return host, int(port)
