"""A mail goes out, and the database falls before that is noted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.utils import timezone

from utblick.accounts.tests.make import make_municipality
from utblick.journal import mailing
from utblick.outreach import subscribing
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db(transaction=True)


class Fallen:
    """Refuses so many notes that a mail was sent."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self, execute: Callable[..., Any], sql: str, *facts: Any) -> Any:
        if 'SET "sent_at"' in sql and self.times:
            self.times -= 1
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *facts)


@pytest.fixture(autouse=True)
def _asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "PAUSES", (0, 0, 0))
    with scope.acting(make_municipality()):
        subscribing.ask(mark="m", email="anna@example.org")


def test_it_is_noted_when_the_database_is_back_and_not_sent_again() -> None:
    now = timezone.now()
    with connection.execute_wrapper(Fallen(3)):
        assert subscribing.send_all(now) == 1
    assert subscribing.send_all(now + timedelta(hours=1)) == 0
    assert len(mail.outbox) == 1


def test_a_database_that_stays_away_is_told() -> None:
    with connection.execute_wrapper(Fallen(100)), pytest.raises(OperationalError):
        subscribing.send_all(timezone.now())
