from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from utblick.operate import clocks, heartbeat
from utblick.operate.models import WorkerSeen

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_days_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "seconds_off", lambda: 172_800.0)


def test_a_host_whose_clock_is_wrong_is_told_by_how_much() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("a database in a file has no clock of its own")
    assert clocks.complaint() == ""
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        assert clocks.complaint().startswith("The clock of this host is 17280")


def test_no_work_is_begun_by_a_wrong_clock(two_days_ahead: None) -> None:
    with pytest.raises(CommandError, match="172800 seconds ahead of the database's"):
        call_command("work")


def test_a_worker_whose_clock_goes_wrong_ends(
    two_days_ahead: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[int] = []
    monkeypatch.setattr(heartbeat.signal, "raise_signal", told.append)
    (tmp_path / "turned").touch()
    heartbeat.report("host-1", tmp_path / "turned", timezone.now())
    assert told == [heartbeat.signal.SIGTERM]
    assert not WorkerSeen.objects.exists()


def test_no_visitors_are_sent_to_a_host_whose_clock_is_wrong(two_days_ahead: None, client: Client) -> None:
    answer = client.get("/ready/")
    assert answer.status_code == 503
    assert "172800 seconds ahead" in answer.text
