import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser

from utblick.operate.probes import unapplied
from utblick.operate.supervising import Child, Supervisor

THREADS = 4


class Command(BaseCommand):
    help = "Serve the pages and do the background work, until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port (default 127.0.0.1:8000)")
        parser.add_argument("--workers", type=int, default=web_workers(), help="web processes, of four threads each")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = address(options["bind"])
        if unapplied():
            raise CommandError("The database is not of this version. Run first: utblick migrate")
        call_command("collectstatic", interactive=False, verbosity=0)
        python = [sys.executable, "-m"]
        children = [
            Child("The web server", [*python, *gunicorn(options["bind"], options["workers"])]),
            Child("The background work", [*python, "django", "work"]),
        ]
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "[::]"} else host  # noqa: S104
        self.stdout.write(f"Utblick answers at http://{shown}:{port}/ – Ctrl-C stops it.")
        Supervisor(children, self.stderr.write).run()


def web_workers() -> int:
    """gunicorn's own variable decides; else one process for each core, from two to four."""
    return int(os.environ.get("WEB_CONCURRENCY", 0)) or min(4, max(2, os.cpu_count() or 1))


def gunicorn(bind: str, workers: int) -> list[str]:
    # In memory where there is such a place: a slow disk must not make a living worker look hung.
    beats = ["--worker-tmp-dir", "/dev/shm"] if Path("/dev/shm").is_dir() else []  # noqa: S108
    return [
        *("gunicorn", "utblick.config.wsgi:application", "--bind", bind),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(THREADS)),
        *("--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket"),
        *beats,
    ]


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
        except OSError as error:
            raise CommandError(f"{bind} cannot be used: {error.strerror}. Choose another with --bind.") from error
    return host, int(port)
