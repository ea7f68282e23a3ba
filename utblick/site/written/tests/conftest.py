from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_municipality
from utblick.site.tests.conftest import hidden, shown
from utblick.site.written.opening import open_site
from utblick.tenancy import scope

__all__ = ["hidden", "shown"]


@pytest.fixture
def municipality(request: pytest.FixtureRequest, db: None) -> Municipality:
    if "standing" not in request.fixturenames:
        return make_municipality("Provkommun")
    return Municipality.objects.get(pk=request.getfixturevalue("standing"))


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """The municipality of a file's tests, its site open for all of them: to open one takes longer than most of them."""
    yield from _standing("Provkommun", django_db_blocker)


@pytest.fixture(scope="module")
def standing_beside(standing: int, django_db_blocker: Any) -> Iterator[int]:
    """Another municipality, its site open too."""
    yield from _standing("Grannkommun", django_db_blocker)


def _standing(name: str, blocker: Any) -> Iterator[int]:
    with blocker.unblock(), transaction.atomic():
        municipality = make_municipality(name)
        with scope.acting(municipality):
            open_site()
        yield municipality.pk
        transaction.set_rollback(True)
