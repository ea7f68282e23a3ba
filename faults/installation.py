"""Utblick on a PostgreSQL of its own, in a folder that goes away: web server and two workers, started again as systemd would."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

from benchmarks.scratch import children

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
PAUSE = 0.5


class Missing(Exception):
    """Something that the drill needs is not on this machine."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """`down`: what is held down for now, "database" for example; everything else that ends is started again.

    `set_so`: settings of PostgreSQL, each "name=value".
    """

    def __init__(self, folder: Path, *, mail_port: int, log: Path, set_so: Sequence[str] = ()) -> None:
        self.folder, self.log, self.set_so = folder, log, set_so
        self.web, self.database = free_port(), free_port()
        self.root = f"http://localhost:{self.web}"
        self.down: set[str] = set()
        self.starts = 0
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.over = Event()
        self.keeper = Thread(target=self._keep)
        self.env = {
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{self.database}/postgres",
            "DJANGO_SETTINGS_MODULE": "utblick.config.settings",
            "UTBLICK_DATA": str(folder / "data"),
            "UTBLICK_SECRET_KEY": "a drill has a key of its own, and forgets it afterwards",
            "UTBLICK_MAIL_HOST": "127.0.0.1",
            "UTBLICK_MAIL_PORT": str(mail_port),
            "UTBLICK_MAIL_FROM": "drill@localhost",
            "UTBLICK_ADDRESS": self.root,
            "UTBLICK_FETCH_ALLOW": "127.0.0.0/8",
            "PYTHONWARNINGS": "ignore",
        }
        os.environ.pop("UTBLICK_DEMO", None)
        os.environ |= self.env

    def begin(self) -> None:
        """Make the database with the demo in it and start everything."""
        self.make()
        self.serve()

    def make(self) -> None:
        (self.folder / "data").mkdir()
        self._as_postgres("initdb", "-D", self._cluster, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        self.start_database()
        self.do("migrate", "--verbosity", "0")
        self.do("demo")

    def do(self, *verb: str) -> None:
        subprocess.run([sys.executable, "-m", "django", *verb], check=True, stdout=subprocess.DEVNULL)

    def serve(self) -> None:
        self.keeper.start()
        self.wait_for(self.answers, "the web server")

    def end(self) -> None:
        self.over.set()
        if self.keeper.ident:
            self.keeper.join()
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait()
        self.stop_database("fast")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.root}/ready/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def wait_for(self, true: object, what: str, seconds: float = 240) -> float:
        """Seconds until it was so; an end with words where it never was."""
        began = time.monotonic()
        while not true():  # type: ignore[operator]
            if time.monotonic() - began > seconds:
                raise Missing(f"{what} did not come within {seconds:.0f} s; see {self.log}")
            time.sleep(0.2)
        return time.monotonic() - began

    # The database

    @property
    def _cluster(self) -> str:
        return str(self.folder / "database")

    def start_database(self) -> None:
        named = [
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
            "max_connections=100",
            *self.set_so,
        ]
        where = " ".join([f"-p {self.database}", *(f"-c {one}" for one in named)])
        self._as_postgres(
            "pg_ctl", "-D", self._cluster, "-w", "-l", f"{self.folder}/database.log", "-o", where, "start"
        )

    def stop_database(self, mode: str) -> None:
        """`immediate` is a fall: nothing is written down, the next start recovers from the log."""
        self._as_postgres("pg_ctl", "-D", self._cluster, "-m", mode, "stop", check=False)

    def database_runs(self) -> bool:
        return self._as_postgres("pg_ctl", "-D", self._cluster, "status", check=False) == 0

    def _as_postgres(self, order: str, *arguments: str, check: bool = True) -> int:
        """The server refuses to run as root: there it runs as Debian's user for it."""
        found = [SERVERS[-1] / order, *arguments]
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        done = subprocess.run([*user, *found], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=check)
        return done.returncode

    # What serves and works

    def _keep(self) -> None:
        orders = {
            "web": ["-m", "django", "run", "--bind", f"127.0.0.1:{self.web}", "--workers", "2"],
            "work": ["-m", "django", "work", "--lease", "10"],
        }
        while not self.over.wait(PAUSE):
            if "database" not in self.down and not self.database_runs():
                self._as_postgres("pg_ctl", "-D", self._cluster, "-m", "immediate", "stop", check=False)
                (Path(self._cluster) / "postmaster.pid").unlink(missing_ok=True)
                try:
                    self.start_database()
                except subprocess.CalledProcessError:
                    continue
            for name, order in orders.items():
                if name not in self.down and not self._runs(name):
                    self.start(name, order)

    def _runs(self, name: str) -> bool:
        process = self.running.get(name)
        return process is not None and process.poll() is None

    def start(self, name: str, order: Sequence[str], *, before: Sequence[str] = ()) -> None:
        self.starts += 1
        with self.log.open("ab") as log:
            self.running[name] = subprocess.Popen(
                [*before, sys.executable, *order], stdout=log, stderr=log, process_group=0
            )

    def web_processes(self) -> list[int]:
        """gunicorn's own first, then those that answer."""
        return [pid for pid in self.below("web") if "gunicorn" in _order(pid)]

    def workers(self) -> list[int]:
        return [pid for name in ("web", "work") for pid in self.below(name) if " work" in _order(pid)]

    def below(self, name: str) -> list[int]:
        def all_of(pid: int) -> list[int]:
            return [pid, *(one for child in children(pid) for one in all_of(child))]

        process = self.running.get(name)
        try:
            return all_of(process.pid) if process and process.poll() is None else []
        except OSError:  # one has ended while we looked
            return []


def _order(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def needed() -> None:
    if not SERVERS:
        raise Missing("make drill needs the PostgreSQL server: apt-get install postgresql")
    if os.geteuid() == 0 and not shutil.which("runuser"):
        raise Missing("make drill as root needs runuser: apt-get install util-linux")
