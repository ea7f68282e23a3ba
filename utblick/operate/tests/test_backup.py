"""What is lost can be had back: a backup is whole, can be restored, and says so by having been."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from tarfile import TarInfo
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_user
from utblick.operate import tasks
from utblick.operate.backup import archive, drilling, making, manifest, postgres, restoring, sqlite
from utblick.operate.backup.errors import BackupError, Damaged, NotEmpty
from utblick.operate.models import BackupRun

BASE = making.BASES[connection.vendor]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def place(settings: LazySettings, tmp_path: Path, here: Municipality) -> Path:
    """A data folder with two files, a key, and a municipality in the database."""
    settings.DATA = tmp_path / "data"
    (settings.DATA / "uploads").mkdir(parents=True)
    (settings.DATA / "static").mkdir()
    (settings.DATA / "uploads" / "sjö.jpg").write_bytes(b"\x00\xff" * 5000)
    (settings.DATA / "anchors.txt").write_text("a line\n")
    (settings.DATA / "static" / "made.css").write_text("again")
    settings.BACKUPS, settings.BACKUP_IDENTITY = tmp_path / "backups", tmp_path / "key.txt"
    settings.BACKUP_KEYS = [archive.make_key(settings.BACKUP_IDENTITY)]
    return tmp_path


def made(settings: LazySettings) -> Path:
    path, _told = making.make(settings.BACKUPS, archive.recipients(settings.BACKUP_KEYS))
    return path


@contextmanager
def empty(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[str]:
    """An empty database and an empty data folder."""
    with BASE.scratch() as name, monkeypatch.context() as patch:
        patch.setattr(BASE, "target", lambda: name)
        settings.DATA = folder
        yield name


def test_what_was_backed_up_is_there_again(
    settings: LazySettings, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UTBLICK_MAIL_FROM", "utblick@strömsund.se it's")
    path = made(settings)
    with empty(settings, monkeypatch, place / "new") as name:
        told = restoring.restore(path, archive.identity(settings.BACKUP_IDENTITY))
        assert told.tables["accounts_municipality"] == BASE.sums(name)["accounts_municipality"]
        assert told.tables["accounts_municipality"][0] == Municipality.objects.count() == 1
    assert (place / "new" / "uploads" / "sjö.jpg").read_bytes() == b"\x00\xff" * 5000
    assert (place / "new" / "anchors.txt").read_text() == "a line\n"
    assert not (place / "new" / "static").exists()
    assert "UTBLICK_MAIL_FROM='utblick@strömsund.se it'\"'\"'s'" in (place / "new" / "settings.env").read_text()


def test_nobody_without_the_key_can_read_it(settings: LazySettings, place: Path) -> None:
    path = made(settings)
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert path.stat().st_mode & 0o077 == 0
    archive.make_key(place / "other.txt")
    with pytest.raises(Damaged, match="is this its key"):
        restoring.unpacked(path, archive.identity(place / "other.txt"), place / "into")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-100] + bytes([content[-100] ^ 1]) + content[-99:],
        lambda content: b"",
        lambda content: b"no backup at all",
    ],
    ids=["an end cut off", "half", "a bit turned", "empty", "something else"],
)
def test_what_is_damaged_is_refused_and_nothing_is_restored(
    settings: LazySettings, place: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[bytes], bytes]
) -> None:
    path = made(settings)
    path.write_bytes(spoil(path.read_bytes()))
    with empty(settings, monkeypatch, place / "new") as name:
        with pytest.raises(Damaged):
            restoring.restore(path, archive.identity(settings.BACKUP_IDENTITY))
        BASE.refuse_if_taken(name)
    assert list((place / "new").iterdir()) == []


def test_what_is_damaged_is_told_in_swedish_with_what_to_do(settings: LazySettings, place: Path) -> None:
    path, key = made(settings), archive.identity(settings.BACKUP_IDENTITY)
    archive.make_key(place / "other.txt")
    with translation.override("sv"):
        with pytest.raises(Damaged) as of_another_key:
            restoring.unpacked(path, archive.identity(place / "other.txt"), place / "into")
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(Damaged) as cut_off:
            restoring.unpacked(path, key, place / "into")
        path.unlink()
        with pytest.raises(Damaged) as gone:
            restoring.unpacked(path, key, place / "into")
        told = [_(one.value.words) % one.value.told for one in (of_another_key, cut_off, gone)]
    assert told == [
        f"{path} går inte att öppna. Är filen hel, och är det här nyckeln till den? "
        "Prova dina andra nycklar, sedan en äldre kopia.",
        f"{path} går att öppna men är skadad längre in. Hämta filen på nytt där den förvaras, eller ta en äldre kopia.",
        f"{path} finns inte.",
    ]


def test_nothing_that_is_there_is_written_over(
    settings: LazySettings, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = made(settings), archive.identity(settings.BACKUP_IDENTITY)
    with empty(settings, monkeypatch, place / "data"), pytest.raises(NotEmpty, match="is not empty"):
        restoring.restore(path, key)
    with empty(settings, monkeypatch, place / "new"):
        restoring.restore(path, key)
        settings.DATA = place / "newer"
        with pytest.raises(NotEmpty, match="already"):
            restoring.restore(path, key)


def test_a_member_that_leads_elsewhere_is_refused(settings: LazySettings, place: Path) -> None:
    path = place / "evil.tar.gz.age"
    with archive.writing(path, archive.recipients(settings.BACKUP_KEYS)) as tar:
        tar.addfile(TarInfo("../evil.txt"), BytesIO())
    with pytest.raises(Damaged, match="no part of a backup"):
        restoring.unpacked(path, archive.identity(settings.BACKUP_IDENTITY), place / "into")
    link = TarInfo("data/../../evil.txt")
    with archive.writing(path, archive.recipients(settings.BACKUP_KEYS)) as tar:
        tar.addfile(link, BytesIO())
    with pytest.raises(Damaged):
        restoring.unpacked(path, archive.identity(settings.BACKUP_IDENTITY), place / "into")
    assert not (place / "evil.txt").exists()


def test_a_row_or_a_file_that_is_another_is_noticed(settings: LazySettings, place: Path) -> None:
    path, told = making.make(settings.BACKUPS, archive.recipients(settings.BACKUP_KEYS))
    into = place / "into"
    with BASE.scratch() as name:
        restoring.unpacked(path, archive.identity(settings.BACKUP_IDENTITY), into)
        BASE.load(into / BASE.FILE, name)
        restoring.compare(told, name, into / "data")
        (into / "data" / "anchors.txt").write_text("another line\n")
        told.tables["accounts_municipality"] = (1, "0")
        with pytest.raises(Damaged, match=r"table accounts_municipality, file anchors\.txt"):
            restoring.compare(told, name, into / "data")


def test_a_copy_holds_all_of_what_was_written_together_or_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs are written all the while; in no copy has a row lost its fellow."""
    file = place / "pairs.sqlite3"
    done = threading.Event()
    with closing(sqlite3.connect(file)) as base:
        base.executescript("PRAGMA journal_mode=WAL; CREATE TABLE pairs (a INTEGER)")

    def write() -> None:
        with closing(sqlite3.connect(file, timeout=20)) as own:
            while not done.is_set():
                with own:
                    own.executemany("INSERT INTO pairs VALUES (?)", [(1,), (1,)])

    writer = threading.Thread(target=write)
    writer.start()
    with closing(sqlite3.connect(file)) as base:
        monkeypatch.setattr(sqlite, "connection", SimpleNamespace(ensure_connection=lambda: None, connection=base))
        counts = [sqlite.dump(place / f"copy{number}.sqlite3")["pairs"][0] for number in range(20)]
    done.set()
    writer.join()
    assert counts[-1] > 0
    assert [count % 2 for count in counts] == [0] * 20


def test_the_order_of_rows_makes_no_other_sum_and_a_letter_does(place: Path) -> None:
    def sums(*rows: tuple[Any, ...]) -> Any:
        name = place / hashlib.sha256(repr(rows).encode()).hexdigest()
        with closing(sqlite3.connect(name)) as base, base:
            base.execute("CREATE TABLE t (a, b)")
            base.executemany("INSERT INTO t VALUES (?, ?)", rows)
        return sqlite.sums(str(name))

    assert sums((1, "x"), (2, None)) == sums((2, None), (1, "x"))
    assert len({sums((1, "x"))["t"], sums((1, "X"))["t"], sums(("1", "x"))["t"], sums((1, b"x"))["t"]}) == 4


def test_a_secret_key_is_never_written_over_and_is_its_owners_alone(place: Path) -> None:
    assert (place / "key.txt").stat().st_mode & 0o077 == 0
    with pytest.raises(BackupError, match="never written over"):
        archive.make_key(place / "key.txt")


def test_the_night_keeps_as_many_as_was_said_and_the_week_tries_the_newest(
    client: Client, settings: LazySettings
) -> None:
    settings.BACKUPS_KEPT = 2
    settings.BACKUPS.mkdir()
    for day in ("20260101T000000Z", "20260102T000000Z"):
        (settings.BACKUPS / f"utblick-{day}{making.ENDING}").write_bytes(b"old")
    tasks.back_up.func()
    oldest, _newest = drilling.backups(settings.BACKUPS)
    assert oldest.name.startswith("utblick-20260102")
    tasks.drill.func()
    assert [(run.kind, run.fault) for run in BackupRun.objects.all()] == [("drill", ""), ("backup", "")]
    client.force_login(make_user(None, is_operator=True))
    told = client.get(reverse("operate:backups")).text
    assert "Allt som det var" in told
    assert drilling.newest(settings.BACKUPS).name in told


def test_a_drill_that_fails_is_kept_with_its_reason(client: Client, settings: LazySettings) -> None:
    made(settings).write_bytes(b"damaged")
    tasks.drill.func()
    client.force_login(make_user(None, is_operator=True))
    told = client.get(reverse("operate:backups")).text
    assert "Gick fel" in told
    assert "Är filen hel, och är det här nyckeln till den?" in told


def test_a_night_without_a_key_and_a_week_without_a_backup_are_kept_with_their_reasons(
    client: Client, settings: LazySettings
) -> None:
    settings.BACKUPS.mkdir()
    tasks.drill.func()
    settings.BACKUP_KEYS = []
    tasks.back_up.func()
    assert [run.fault[:10] for run in BackupRun.objects.all()] == ["No key to ", "There is n"]
    client.force_login(make_user(None, is_operator=True))
    page = client.get(reverse("operate:backups")).text
    assert "Det finns ingen nyckel att kryptera för." in page
    assert f"Det finns ingen säkerhetskopia i {settings.BACKUPS}." in page


def test_what_is_not_encrypted_lies_where_the_database_does_and_is_in_no_backup(
    settings: LazySettings, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "data" / ".making-old").mkdir()
    (place / "data" / ".making-old" / BASE.FILE).write_text("left by one that was killed")
    at, dump = [], BASE.dump
    monkeypatch.setattr(BASE, "dump", lambda path: at.append(path) or dump(path))
    _path, told = making.make(settings.BACKUPS, archive.recipients(settings.BACKUP_KEYS))
    assert at[0].is_relative_to(place / "data")
    assert set(told.files) == {"anchors.txt", "uploads/sjö.jpg"}


def test_without_a_place_nothing_is_done_by_the_clock_and_the_page_says_what_to_set(
    client: Client, settings: LazySettings
) -> None:
    settings.BACKUPS = None
    tasks.back_up.func()
    tasks.drill.func()
    client.force_login(make_user(None, is_operator=True))
    assert "UTBLICK_BACKUPS" in client.get(reverse("operate:backups")).text
    assert not BackupRun.objects.exists()


def test_the_commands_say_what_they_did_or_what_to_do(settings: LazySettings, place: Path) -> None:
    out = StringIO()
    call_command("backup", to=settings.BACKUPS, stdout=out)
    call_command("drill", stdout=out)
    assert "can be restored" in out.getvalue()
    settings.BACKUP_KEYS = []
    with pytest.raises(CommandError, match="make-key"):
        call_command("backup", to=settings.BACKUPS)
    settings.BACKUP_KEYS = ["age1nonsense"]
    with pytest.raises(CommandError, match="no public key"):
        call_command("backup", to=settings.BACKUPS)
    with pytest.raises(CommandError, match="holds no secret key"):
        call_command("drill", identity=place / "nowhere.txt")


def test_a_place_that_cannot_be_written_to_is_told(settings: LazySettings, place: Path) -> None:
    (place / "file").write_text("in the way")
    run = drilling.back_up(place / "file" / "backups", settings.BACKUP_KEYS)
    assert "could not be written" in run.fault


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the tools are PostgreSQL's")
def test_without_the_tools_of_postgresql_it_is_told_what_to_install(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupError, match="postgresql-client"):
        made(settings)
    assert list(settings.BACKUPS.iterdir()) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="an SQLite is tried in a folder of its own")
def test_what_a_killed_trial_left_in_the_server_is_removed_by_the_next_and_nothing_else_is() -> None:
    today = postgres._moment(timezone.now())
    left, new = "utblick_drill_20260101023000_0a1b2c3d", f"utblick_drill_{today}_0a1b2c3d"
    another = "utblick_drill_20260101_not_ours"
    for name in (left, new, another):
        postgres._by_the_side("CREATE DATABASE {} TEMPLATE template0", name)
    try:
        with BASE.scratch(), connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            names = {name for (name,) in cursor.fetchall()}
        assert names & {left, new, another} == {new, another}
    finally:
        for name in (left, new, another):
            postgres._by_the_side("DROP DATABASE IF EXISTS {}", name)


def test_a_backup_of_another_format_is_told_and_not_tried() -> None:
    told = manifest.Manifest("2026-11-26T00:00:00Z", "1", connection.vendor, format=2).to_json()
    with pytest.raises(Damaged, match="format 2"):
        manifest.Manifest.from_json(told)
    with pytest.raises(Damaged, match="cannot be read"):
        manifest.Manifest.from_json(b"{}")


def test_the_key_is_made_before_there_are_any_settings_as_the_installer_does(tmp_path: Path) -> None:
    make = "import sys, pathlib; from utblick.operate.backup.archive import make_key; print(make_key(pathlib.Path(sys.argv[1])))"
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    order = [sys.executable, "-c", make, str(tmp_path / "first.txt")]
    made = subprocess.run(order, env=bare, capture_output=True, text=True, check=False)
    assert made.stdout.startswith("age1"), made.stderr
