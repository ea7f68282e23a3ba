"""Files of project data come in whole: once, however often they are given and wherever the reading was cut off."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from utblick.finder import importing, index
from utblick.finder.models import FundedProject, Participant, Posting, ProjectFile, Share, Unindexed
from utblick.finder.tests.make import imported, make_cordis, make_csv, make_project_data, part_line, project_line, snasa
from utblick.finder.tests.test_readers import ERASMUS
from utblick.operate.tests.conftest import shared_database

pytestmark = pytest.mark.django_db


def test_projects_and_organisations_are_there_with_what_they_took_part_in(tmp_path: Path) -> None:
    make_project_data(tmp_path)
    assert FundedProject.objects.count() == 3
    assert (snasa().projects, snasa().led, snasa().kind, snasa().place) == (2, 1, "municipality", "Snåsa")
    assert {one.kind for one in Participant.objects.all()} == {"municipality", "university", "company"}


def test_the_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    make_project_data(tmp_path)
    before = [model._default_manager.count() for model in (FundedProject, Participant, Share, Posting, ProjectFile)]
    imported(tmp_path / "cordis.zip")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    imported((tmp_path / "cordis.zip").rename(elsewhere / "again.zip"))
    assert [
        model._default_manager.count() for model in (FundedProject, Participant, Share, Posting, ProjectFile)
    ] == before


def test_a_later_edition_adds_what_is_new_and_changes_what_has_changed(tmp_path: Path) -> None:
    imported(make_cordis(tmp_path, [project_line(101), project_line(102)], [part_line(101), part_line(102)]))
    newer = make_cordis(
        tmp_path,
        [project_line(101), project_line(102, "Sewage sludge"), project_line(103)],
        [part_line(101), part_line(102), part_line(103)],
        "newer.zip",
    )

    file = imported(newer)

    assert (file.added, file.changed, file.parts) == (1, 1, 1)
    assert FundedProject.objects.get(key="102").title == "Sewage sludge"
    assert Participant.objects.get().projects == 3
    assert FundedProject.objects.get(key="102").pk in index.places_of(["en:sludg"])["en:sludg"]


def test_lines_that_cannot_be_used_are_counted_with_their_reasons(tmp_path: Path) -> None:
    file = imported(
        make_cordis(
            tmp_path,
            [project_line(101), project_line(102, title=""), '"103";"x"'],
            [part_line(101), part_line(999), part_line(101, name=""), part_line(101, country="Atlantis")],
        )
    )
    assert file.refused == {"no_title": 1, "columns": 1, "no_project": 1, "no_name": 1, "no_country": 1}
    assert file.refusals == 5
    assert [3, "no_title"] in file.samples


def test_an_organisation_is_the_same_by_its_number_or_by_name_and_country(tmp_path: Path) -> None:
    imported(make_csv(tmp_path, [{**ERASMUS, "Partner 1 name": "Snåsa kommune"}]))
    imported(
        make_cordis(
            tmp_path,
            [project_line(101), project_line(102)],
            [part_line(101, "SNÅSA KOMMUNE", pic="911111111"), part_line(102, "Snaasen tjïelte", pic="911111111")],
        )
    )
    one = Participant.objects.get(pic="911111111")
    assert (one.projects, one.country) == (3, "NO")
    assert Participant.objects.count() == 2


def test_what_fails_in_the_middle_of_a_batch_leaves_nothing_of_it_and_the_rest_is_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    path = make_cordis(tmp_path, [project_line(n) for n in range(100, 130)], [part_line(n) for n in range(100, 130)])
    file, real, taken = importing.noted(path), importing.take, []

    def failing(*args):
        if len(taken) == 4:
            raise ConnectionError
        taken.append(1)
        real(*args)

    monkeypatch.setattr(importing, "take", failing)
    with pytest.raises(ConnectionError):
        importing.read_on(file)
    assert ProjectFile.objects.get().position == 40

    monkeypatch.setattr(importing, "take", real)
    importing.read_on(ProjectFile.objects.get())

    done = ProjectFile.objects.get()
    assert (done.state, done.position, done.added, done.parts) == ("done", 60, 30, 30)
    assert not Unindexed.objects.exists()


def test_a_reader_that_has_been_overtaken_stops_without_a_trace(tmp_path: Path) -> None:
    path = make_cordis(tmp_path, [project_line(n) for n in range(100, 110)], [])
    first = importing.noted(path)
    importing.read_on(ProjectFile.objects.get())
    importing.read_on(first)
    assert ProjectFile.objects.get().added == 10


def test_a_file_of_another_kind_says_so(tmp_path: Path) -> None:
    file = imported(make_csv(tmp_path, [{"name": "A", "price": 3}]))
    assert (file.state, file.trouble) == ("failed", "unknown")


KILLED = """
import os, signal, django
django.setup()
from utblick.finder import importing, storing

def dying(told):
    if storing.ProjectFile.objects.get().position >= 8_000:
        os.kill(os.getpid(), signal.SIGKILL)
    return parts(told)

parts, storing._parts = storing._parts, dying
from django.core.management import call_command
call_command("projects", "import", {path!r})
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_reads_on_and_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    count = 6_000
    numbers = range(10_000, 10_000 + count)
    path = make_cordis(tmp_path, [project_line(n) for n in numbers], [part_line(n) for n in numbers])
    url, ask = _reachable(tmp_path)
    around = _around(url, tmp_path)

    killed = subprocess.run([sys.executable, "-c", KILLED.format(path=str(path))], env=around, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert ask("SELECT state, position FROM finder_projectfile") == [("reading", 8_000)]
    assert ask("SELECT COUNT(*) FROM finder_share") == [(2_000,)]
    subprocess.run([sys.executable, "-m", "django", "projects", "import", str(path)], env=around, check=True)

    assert ask("SELECT state, added, parts FROM finder_projectfile") == [("done", count, count)]
    for table in ("finder_fundedproject", "finder_share"):
        assert ask(f"SELECT COUNT(*) FROM {table}") == [(count,)]
    assert ask("SELECT projects FROM finder_participant") == [(count,)]
    assert ask("SELECT COUNT(*) FROM finder_unindexed") == [(0,)]


def _reachable(folder: Path) -> tuple[str, Callable[[str], list[tuple]]]:
    """A database that another process reaches too (a test's own SQLite lies in memory), and how it is asked."""
    url = shared_database(folder)
    if connection.vendor != "sqlite":
        return url, _ask_here
    path = url.removeprefix("sqlite:///")
    return url, lambda sql: sqlite3.connect(path, timeout=30).execute(sql).fetchall()


def _around(url: str, folder: Path) -> dict[str, str]:
    own = {"DATABASE_URL": url, "UTBLICK_DATA": str(folder), "UTBLICK_DEMO": "1"}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}


def _ask_here(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
