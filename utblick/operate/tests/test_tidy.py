from datetime import timedelta

import pytest
from django.utils import timezone
from django_ox.models import OxTask

from utblick.operate.models import WorkerSeen
from utblick.operate.tasks import tidy
from utblick.operate.tests.make import make_job


@pytest.mark.django_db
def test_old_jobs_and_dead_workers_go_and_the_rest_stays_however_often_it_runs() -> None:
    now = timezone.now()
    make_job("SUCCESSFUL", finished_at=now - timedelta(days=31))
    make_job("FAILED", finished_at=now - timedelta(days=91))
    keep = {
        make_job("SUCCESSFUL", finished_at=now - timedelta(days=29)).pk,
        make_job("FAILED", finished_at=now - timedelta(days=89)).pk,
        make_job("READY", enqueued_at=now - timedelta(days=400)).pk,
    }
    for name, age in (("dead", 2), ("alive", 0)):
        WorkerSeen.objects.create(name=name, version="1", started_at=now, seen_at=now - timedelta(days=age))

    tidy.enqueue()
    tidy.enqueue()

    assert set(OxTask.objects.values_list("pk", flat=True)) == keep
    assert [worker.name for worker in WorkerSeen.objects.all()] == ["alive"]
