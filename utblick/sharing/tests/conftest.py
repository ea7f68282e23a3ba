"""A region among the municipalities, and who works there."""

import pytest
from django.test import Client

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.sharing.tests.make import make_region
from utblick.tenancy import scope


@pytest.fixture
def region(db: None) -> Municipality:
    return make_region()


@pytest.fixture
def strategist(region: Municipality) -> User:
    """A coordinator of the region."""
    with scope.acting(region):
        return make_user(Role.COORDINATOR)


@pytest.fixture
def at_region(region: Municipality, strategist: User) -> Client:
    """The region's coordinator, at the region's own address."""
    browser = Client(headers={"host": region.hosts})
    browser.force_login(strategist)
    return browser
