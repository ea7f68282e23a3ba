"""The whole API asked in every way that its description allows, and some that it does not: it answers as it is described."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from ninja.throttling import AuthRateThrottle

from tests.chain import make_chain
from utblick.accounts import api_keys
from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_user

pytestmark = pytest.mark.django_db
CASES = 5
"""For each operation."""


@pytest.fixture
def _same_connection() -> Iterator[None]:
    """As the test client does: between two requests of one test the connection stays open."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def described(here: Municipality, monkeypatch: pytest.MonkeyPatch, _same_connection: None) -> Any:
    """The description as the API itself gives it, with a key that opens all and is never told to wait."""
    monkeypatch.setattr(AuthRateThrottle, "allow_request", lambda *asked: True)
    make_chain()
    day = timezone.localdate() + timedelta(days=1)
    _key, secret = api_keys.make(make_user(Role.COORDINATOR), name="X", scopes=list(api_keys.SCOPES), expires_on=day)
    headers = {"Host": here.hosts.split()[0], "Authorization": f"Bearer {secret}"}
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler(), headers=headers)


def test_it_answers_as_it_is_described(described: Any, here: Municipality) -> None:
    """Status, media type, headers and body; also where what is asked cannot be understood."""
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:
        _ask(operation, {"Host": here.hosts.split()[0]})


def _ask(operation: Any, headers: dict[str, str]) -> None:
    quietly = settings(max_examples=CASES, deadline=None, database=None, derandomize=True)

    @settings(quietly, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def answers(case: Any) -> None:
        case.call_and_validate(headers=headers)

    answers()
