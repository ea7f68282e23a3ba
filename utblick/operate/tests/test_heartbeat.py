import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from utblick.operate.heartbeat import heartbeat, report
from utblick.operate.models import WorkerSeen
from utblick.operate.tests.conftest import wait_until


@pytest.mark.django_db
def test_a_worker_is_seen_when_its_loop_last_turned_not_when_it_reports(tmp_path: Path) -> None:
    turned = timezone.now() - timedelta(minutes=5)
    path = tmp_path / "turned"
    path.touch()
    os.utime(path, (turned.timestamp(), turned.timestamp()))

    report("host-1", path, timezone.now())
    report("host-1", path, timezone.now())

    worker = WorkerSeen.objects.get()
    assert abs(worker.seen_at - turned) < timedelta(seconds=1)
    assert worker.is_silent
    assert list(WorkerSeen.objects.silent()) == [worker]


@pytest.mark.django_db
def test_nothing_is_reported_before_the_first_turn(tmp_path: Path) -> None:
    report("host-1", tmp_path / "turned", timezone.now())
    assert not WorkerSeen.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_stops_in_good_order_takes_its_row_away() -> None:
    with heartbeat() as path:
        path.touch()
        assert wait_until(WorkerSeen.objects.exists)
    assert not WorkerSeen.objects.exists()
