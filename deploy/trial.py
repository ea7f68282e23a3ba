"""`make trial`: what the operator's guide says, done on a clean Debian, with an upgrade, a failed one and the way back under load.

Needs root, debootstrap and the package mirror; takes some minutes. Prints what was seen; fails where it is not as the guide says.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.machine import NEEDED, Machine, wait_for

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(os.environ.get("DEBIAN_ROOT", "/var/tmp/utblick-debian"))  # noqa: S108
PLACE = os.environ.get("TRIAL_PLACE", "/var/tmp")  # noqa: S108 - some 3 GB; in memory where there is as much
HOST, EMAIL, PASSWORD = "utblick.example.se", "handlaggare@example.se", "ett-långt-lösenord-som-ingen-har"

A_PERSON = f"""
from utblick.accounts.members import invite
from utblick.accounts.models import Municipality, Role, User
from utblick.tenancy import scope
with scope.acting(Municipality.objects.get()):
    invite(email="{EMAIL}", name="Handläggare", role=Role.OFFICER, unit=None)
user = User.objects.get(email="{EMAIL}")
user.set_password("{PASSWORD}")
user.save()
"""
# What a later version may bring: a column that the version before knows nothing of.
MODEL = "    fault = models.CharField(max_length=500, blank=True)\n"
COLUMN = '    place = models.CharField(max_length=100, blank=True, db_default="")\n'
MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("operate", "{last}")]
    operations = [
        migrations.AddField("backuprun", "place", models.CharField(blank=True, db_default="", max_length=100)),
    ]
"""


def main() -> None:
    if os.geteuid() or not all(map(shutil.which, NEEDED)):
        sys.exit(f"make trial needs root and {', '.join(NEEDED)} (apt-get install debootstrap util-linux).")
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        work = Path(folder)
        machine = Machine(work / "root")
        machine.root.mkdir()
        try:
            trial(machine, work)
        finally:
            machine.stop()


def trial(machine: Machine, work: Path) -> None:
    first, second, broken = releases(work, machine.root / "root")
    packages = re.search(r'needed="([^"]+)"', (ROOT / "deploy/debian/install.sh").read_text())
    with timed("a clean Debian, with the packages of install.sh"):
        machine.prepare(KEPT, [*(packages[1].split() if packages else []), "systemd", "systemd-sysv", "dbus"])
        machine.boot()
    with timed("install.sh"):
        machine.do(f"{first}/install.sh", "--host", HOST)
    with timed("install.sh again changes no setting"):
        before = machine.do("cat", "/etc/utblick/environment")
        machine.do(f"{first}/install.sh", "--host", HOST)
        expect(before == machine.do("cat", "/etc/utblick/environment"), "the settings are as they were")
    machine.do("utblick", "check", "--deploy", "--fail-level", "WARNING")
    print("ok  check --deploy names no weakness")
    units(machine)
    reached(machine)
    survives(machine)
    upgrade(machine, f"{second}/upgrade.sh", "an upgrade with a migration", "0.1.1")
    upgrade(machine, f"{broken}/upgrade.sh", "an upgrade to a version that does not start", "0.1.1", fails=True)
    upgrade(machine, f"{second}/upgrade.sh --back", "the way back", "0.1.0")


def releases(work: Path, into: Path) -> list[str]:
    """Of the working tree, of one with a new column and of one that is broken; gives their folders in the machine."""
    into.mkdir(parents=True, exist_ok=True)
    for version in ("0.1.0", "0.1.1", "0.1.2"):
        source = work / version
        files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, files.split("\0")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
        _alter(source, version)
        wheels = ["--wheels"] if version == "0.1.0" else []
        subprocess.run(["deploy/release.sh", *wheels], cwd=source, env=os.environ | {"OUT": str(into)}, check=True)
        if not wheels:
            shutil.copytree(into / "utblick-0.1.0/wheels", into / f"utblick-{version}/wheels")
    return [f"/root/utblick-{version}" for version in ("0.1.0", "0.1.1", "0.1.2")]


def _alter(source: Path, version: str) -> None:
    replace(source / "pyproject.toml", 'version = "0.1.0"', f'version = "{version}"')
    if version == "0.1.0":
        return
    folder = source / "utblick/operate/migrations"
    last = max(path.stem for path in folder.glob("[0-9]*.py"))
    (folder / f"{int(last[:4]) + 1:04}_place_of_a_backup.py").write_text(MIGRATION.format(last=last))
    replace(source / "utblick/operate/models.py", MODEL, MODEL + COLUMN)
    if version == "0.1.2":
        (source / "utblick/config/wsgi.py").write_text("raise RuntimeError('broken')\n")


def units(machine: Machine) -> None:
    names = ["utblick-web@8001.service", "utblick-work.service"]
    told = machine.says("systemd-analyze", "verify", *names)
    expect(not told, f"systemd-analyze verify finds nothing in {', '.join(names)}")
    for line in machine.says("systemd-analyze", "security", "--no-pager", *names).splitlines():
        if "Overall exposure" in line:
            print(f"    {line.strip('→ ')}")
    for name in names:
        expect(machine.says("systemctl", "is-active", name).strip() == "active", f"{name} runs")


def reached(machine: Machine) -> None:
    machine.do("utblick", "municipality", "Strömsund", "--host", HOST, "--coordinator", "samordnare@example.se")
    machine.do("utblick", "shell", "--verbosity", "0", "-c", A_PERSON)
    counted = visitors(machine, 5, lambda: None)
    expect(not counted["lost"], f"log-in over TLS, and {told(counted)}")
    curl = ("curl", "--silent", "--insecure", "--output", "/dev/null", "--write-out", "%{http_code}")
    at_host = ("--connect-to", "::127.0.0.1:", "--header", f"Host: {HOST}")
    expect(machine.says(*curl, *at_host, f"http://{HOST}/") == "301", "plain HTTP is sent on to HTTPS")
    expect(machine.says(*curl, *at_host, f"https://{HOST}/metrics") == "404", "/metrics is not there from outside")
    key = re.search(r'METRICS_TOKEN="(.+)"', machine.do("cat", "/etc/utblick/environment"))
    bearer = ("--header", f"Authorization: Bearer {key[1] if key else ''}")
    metrics = machine.says("curl", "--silent", *bearer, "http://127.0.0.1:8001/metrics")
    expect('utblick_workers{state="alive"} 1.0' in metrics, "and tells on the host of one living worker")
    lines = machine.says("journalctl", "--unit", "utblick-web@8001", "--output", "cat").splitlines()
    requests = [json.loads(line) for line in lines if '"utblick.request"' in line]
    expect(
        len(requests) > 20 and EMAIL not in "".join(lines), f"{len(requests)} requests in the log, and nobody's name"
    )


def survives(machine: Machine) -> None:
    machine.do("systemctl", "kill", "--signal", "KILL", "utblick-web@8001", "utblick-work")
    ready = ("curl", "--silent", "--fail", "http://127.0.0.1:8001/ready/")
    wait_for(lambda: machine.says(*ready) == "ready", 60)
    expect(True, "killed, the services are there again")
    print("    " + machine.do("utblick", "backup").strip())
    # As an operator would who keeps the key elsewhere: brought here for the drill.
    machine.do("chgrp", "utblick", "/etc/utblick/backup-key.txt")
    machine.do("chmod", "640", "/etc/utblick/backup-key.txt")
    machine.do("runuser", "-u", "postgres", "--", "psql", "-qc", "ALTER ROLE utblick CREATEDB")
    print("    " + machine.do("utblick", "drill", "--identity", "/etc/utblick/backup-key.txt").strip())


def upgrade(machine: Machine, order: str, name: str, version: str, *, fails: bool = False) -> None:
    outcome: dict[str, object] = {}

    def work() -> None:
        done = subprocess.run(machine.inside(*order.split()), capture_output=True, text=True)
        outcome.update(code=done.returncode, words=done.stdout + done.stderr)

    began = time.monotonic()
    counted = visitors(machine, 600, work)
    expect((outcome["code"] != 0) == fails, f"{name}: {time.monotonic() - began:.0f} s; {outcome['words']}")
    expect(not counted["lost"], f"{name}: {told(counted)}; {counted['lost'][:5]}")
    serves = machine.do("readlink", "/opt/utblick/current").strip().rpartition("/")[2]
    expect(serves == version, f"{name}: {serves} serves")


def visitors(machine: Machine, seconds: int, work: Callable[[], None]) -> dict[str, object]:
    """What visitors counted while the work was done, and a little before and after."""
    order = [sys.executable, "-m", "deploy.visitors", "127.0.0.1", HOST, EMAIL, PASSWORD, str(seconds)]
    process = subprocess.Popen(machine.beside(*order), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    time.sleep(5)
    work()
    time.sleep(3)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate()
    return dict(json.loads(out))


def told(counted: dict[str, object]) -> str:
    answered: dict[str, int] = counted["answered"]  # type: ignore[assignment]
    return f"{sum(answered.values())} requests {answered}, lost {len(counted['lost'])}, longest {counted['longest']} s"  # type: ignore[arg-type]


@contextmanager
def timed(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"ok  {name}: {time.monotonic() - began:.0f} s", flush=True)


def expect(true: bool, words: str) -> None:
    print(f"{'ok ' if true else 'NOT'} {words}", flush=True)
    if not true:
        sys.exit(1)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    if old not in text:
        raise SystemExit(f"{path} no longer holds {old!r}: mend deploy/trial.py.")
    path.write_text(text.replace(old, new))


if __name__ == "__main__":
    main()
