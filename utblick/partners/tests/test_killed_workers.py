"""Workers that are killed (SIGKILL) in the middle of an import."""

from pathlib import Path

import pytest

from utblick.accounts.models import Role
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal import lists
from utblick.journal.tests.killing import killed_in_the_middle
from utblick.operate.tests.conftest import Copy
from utblick.operate.tests.conftest import copies as copies  # the fixtures
from utblick.operate.tests.conftest import python as python
from utblick.partners.models import Import
from utblick.partners.tests.make import make_import
from utblick.partners.tests.test_long_imports import towns
from utblick.tenancy import scope


@pytest.mark.django_db(transaction=True)
def test_workers_killed_in_the_middle_again_and_again_bring_each_organisation_once(
    copies: Copy, tmp_path: Path
) -> None:
    names = towns(8)
    with scope.acting(make_municipality()):
        found = make_import(make_user(Role.COORDINATOR), *names)
        lists.begin(found, Import.State.CARRYING)

    state, told, there = killed_in_the_middle(
        copies, tmp_path, found, task="utblick.partners.tasks:work_on_import", made="partners.Organisation"
    )
    assert (state, there) == (Import.State.DONE, sorted(names))
    assert told == len(names), "nor is anything told twice in the audit trail"
