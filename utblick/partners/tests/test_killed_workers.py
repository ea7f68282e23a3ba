"""Workers that are killed (SIGKILL) in the middle of an import."""

import subprocess
from pathlib import Path

import pytest

from utblick.accounts.models import Role
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal import lists
from utblick.operate.tests.conftest import Start, wait_until
from utblick.operate.tests.conftest import python as python  # the fixture
from utblick.partners.models import Import
from utblick.partners.tests.make import make_import
from utblick.partners.tests.test_long_imports import towns
from utblick.tenancy import scope


@pytest.mark.django_db(transaction=True)
def test_workers_killed_in_the_middle_again_and_again_bring_each_organisation_once(
    python: Start, tmp_path: Path
) -> None:
    names = towns(8)
    with scope.acting(make_municipality()):
        found = make_import(make_user(Role.COORDINATOR), *names)
        lists.begin(found, Import.State.CARRYING)

    def worker(notes: Path, stop: int) -> "subprocess.Popen[bytes]":
        return python("-m", "utblick.partners.tests.worker", str(found.pk), str(notes), str(stop))

    # The first dies in its first batch, the second in its second.
    for run, stop in enumerate((2, 5)):
        notes = tmp_path / f"notes-{run}"
        killed = worker(notes, stop)
        assert wait_until(notes.exists)
        killed.kill()  # SIGKILL: it can tidy nothing
        assert killed.wait() == -9
    assert worker(tmp_path / "last", 0).wait() == 0

    state, told, *there = (tmp_path / "last").read_text().splitlines()
    assert state == Import.State.DONE
    assert there == sorted(names)
    assert int(told) == len(names), "nor is anything told twice in the audit trail"
