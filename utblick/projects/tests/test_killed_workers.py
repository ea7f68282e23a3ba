"""Workers that are killed (SIGKILL) while they book a list from the accounts."""

from pathlib import Path

import pytest

from utblick.accounts.models import Role
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal import lists
from utblick.journal.tests.killing import killed_in_the_middle
from utblick.operate.tests.conftest import Copy
from utblick.operate.tests.conftest import copies as copies  # the fixtures
from utblick.operate.tests.conftest import python as python
from utblick.projects import posting
from utblick.projects.models import Ledger
from utblick.projects.tests.make import make_project
from utblick.tenancy import scope


@pytest.mark.django_db(transaction=True)
def test_workers_killed_in_the_middle_again_and_again_book_each_row_once(copies: Copy, tmp_path: Path) -> None:
    rows = "".join(f"2026-10-02;5011;Lön {n};A {n};100\n" for n in range(8))
    with scope.acting(make_municipality()):
        body = f"Datum;Konto;Text;Verifikat;Belopp\n{rows}".encode()
        found = posting.begun(
            make_project(stage="running"), body=body, name="huvudbok.csv", by=make_user(Role.COORDINATOR)
        )
        lists.begin(found, Ledger.State.JUDGING)
        lists.work_on(found, posting.PROCESS)
        lists.begin(found, Ledger.State.CARRYING)

    state, told, there = killed_in_the_middle(
        copies, tmp_path, found, task="utblick.projects.tasks:work_on_ledger", made="projects.Booking"
    )
    assert state == Ledger.State.DONE
    assert [one.partition(": ")[2] for one in there] == [f"Lön {n}" for n in range(8)]
    assert told == 8, "nor is anything told twice in the audit trail"
