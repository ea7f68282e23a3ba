"""One event is one line of the log, whatever a stranger writes into it."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client

from utblick.accounts.models import Municipality, User
from utblick.operate import logs

FORGED = "2026-01-01 00:00:00,000 INFO utblick.operate everything is well"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What is written to the log, as the settings have it written."""
    told = StringIO()
    handler = logging.StreamHandler(told)
    form = settings.LOGGING["formatters"]["line"]
    handler.setFormatter(logs.Line(form["fmt"], style=form["style"]))
    loggers = [logging.getLogger(name) for name in ("", "django.request", "django.security")]
    for logger in loggers:
        logger.addHandler(handler)
    yield told
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\u2028", "\x85", "\x0b", "\x1b[2K"])
def test_nobody_writes_a_line_of_the_log_by_the_address_asked_for(
    here: Municipality, coordinator: User, client: Client, log: StringIO, line_break: str
) -> None:
    client.force_login(coordinator)
    client.get(f"/policy/{line_break}{FORGED}")
    client.get("/policy/", headers={"referer": f"http://x/{line_break}{FORGED}", "user-agent": f"{line_break}{FORGED}"})
    client.get("/there/is/nothing/", {"q": f"{line_break}{FORGED}"})
    assert not any(line.startswith(FORGED) for line in log.getvalue().splitlines())
    assert "\x1b" not in log.getvalue()
