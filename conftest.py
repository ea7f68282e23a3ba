"""What every test may ask for: a municipality to act in, and its people."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partialmethod
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache, caches
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import one_chromium
from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_outsider, make_user
from utblick.tenancy import scope

# How fast examples are made, and tried, tells of the machine, not of the code.
settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fewer", settings.get_profile("usual"), max_examples=25)
settings.load_profile("usual")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database: all else says the same on each of them (`-m database`)."""
    for item in items:
        if {"db", "transactional_db"} & {*getattr(item, "fixturenames", ())} or item.get_closest_marker("django_db"):
            item.add_marker("database")


pytest_plugins = ["tests.asked", "tests.forked"]

# A migrated database to begin with, a file's path or a name in the PostgreSQL: to migrate one for each process takes half a minute.
TEMPLATE = os.environ.get("TEST_TEMPLATE", "")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Let the tests' database be a copy of the template. What the template lacks is migrated as ever."""
    if TEMPLATE and connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
    elif TEMPLATE:
        connection_created.connect(_copy_the_template)


# What Django writes after each migration and each flush, the same each time: half a second where it is not kept.
KEPT = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let what a test committed go quickly."""
    flush.emit_post_migrate_signal = lambda *_, **__: None
    # Of the class: while a browser runs, the thread has another connection than before.
    operations = type(connection.ops)
    operations.sql_flush = partialmethod(_flushed, operations.sql_flush)


def _flushed(ops: Any, by_django: Callable[..., list[str]], style: object, tables: list[str], **how: bool) -> list[str]:
    """In PostgreSQL rows are deleted, nobody asking who refers to them: to truncate 258 tables takes it a second, however empty."""
    tables = [table for table in tables if table not in KEPT]
    if connection.vendor != "postgresql" or how.get("reset_sequences"):
        return by_django(ops, style, tables, **how)
    rows = "; ".join(f"DELETE FROM {ops.quote_name(table)}" for table in tables)  # noqa: S608
    return [f"SET LOCAL session_replication_role = replica; {rows}; SET LOCAL session_replication_role = origin"]


def _copy_the_template(connection: Any, **_: object) -> None:
    if not connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        with closing(sqlite3.connect(TEMPLATE)) as source:
            source.backup(connection.connection)


@pytest.fixture(scope="session", autouse=True)
def _uploads_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A picture that a test uploads is not for who runs Utblick from the same folder."""
    django_settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="module", autouse=True)
def _one_chromium() -> Iterator[None]:
    with one_chromium():
        yield


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """pytest-django's, which answers in turn where all share one connection."""
    in_turn = ["tests.turns.in_turn"] if connection.vendor == "sqlite" else []
    with override_settings(MIDDLEWARE=[*in_turn, *django_settings.MIDDLEWARE]):
        server = LiveServer("localhost")
    yield server
    server.stop()


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
