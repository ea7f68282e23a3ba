"""What every test may ask for: a municipality to act in, and its people."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache, caches
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from hypothesis import HealthCheck, settings

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_outsider, make_user
from utblick.tenancy import scope

# How fast examples are made tells of the machine, not of the code.
settings.register_profile("usual", suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fewer", settings.get_profile("usual"), max_examples=25)
settings.load_profile("usual")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database: all else says the same on each of them (`-m database`)."""
    for item in items:
        if {"db", "transactional_db"} & {*getattr(item, "fixturenames", ())} or item.get_closest_marker("django_db"):
            item.add_marker("database")


# A migrated database to begin with, a file's path or a name in the PostgreSQL: to migrate one for each process takes half a minute.
TEMPLATE = os.environ.get("TEST_TEMPLATE", "")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Let the tests' database be a copy of the template. What the template lacks is migrated as ever."""
    if TEMPLATE and connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
    elif TEMPLATE:
        connection_created.connect(_copy_the_template)


def _copy_the_template(connection: Any, **_: object) -> None:
    if not connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        with closing(sqlite3.connect(TEMPLATE)) as source:
            source.backup(connection.connection)


@pytest.fixture(scope="session", autouse=True)
def _uploads_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A picture that a test uploads is not for who runs Utblick from the same folder."""
    django_settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")


@pytest.fixture
def municipality(db: None) -> Municipality:
    return make_municipality("Provkommun")


@pytest.fixture
def here(municipality: Municipality) -> Iterator[Municipality]:
    """Act for the municipality, as the system."""
    with scope.acting(municipality):
        yield municipality


@pytest.fixture
def coordinator(here: Municipality) -> User:
    return make_user(Role.COORDINATOR)


@pytest.fixture
def officer(here: Municipality) -> User:
    return make_user(Role.OFFICER)


@pytest.fixture
def auditor(here: Municipality) -> User:
    return make_user(Role.AUDITOR)


@pytest.fixture
def decision_maker(here: Municipality) -> User:
    return make_user(Role.DECISION_MAKER)


@pytest.fixture
def outsider(here: Municipality) -> User:
    """A coordinator of another municipality."""
    return make_outsider()


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Client:
    """A browser at the municipality's own address."""
    if "here" not in request.fixturenames and "municipality" not in request.fixturenames:
        return Client()
    municipality: Municipality = request.getfixturevalue("municipality")
    return Client(headers={"host": municipality.hosts.split()[0]})


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()
    caches["pages"].clear()
