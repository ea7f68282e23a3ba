"""Builders: jobs in the queue, as a worker would have left them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_ox.models import OxTask

ERROR = {
    "exception_class_path": "httpx.ConnectTimeout",
    "traceback": '  File "/srv/utblick/watch/harvest.py", line 40, in ask\nhttpx.ConnectTimeout: Anna Andersson',
}


def make_job(status: str = "FAILED", **facts: Any) -> OxTask:
    now = timezone.now()
    given = {"task_path": "utblick.operate.tasks.tidy", "backend_name": "default", "attempts": 5, "max_attempts": 5}
    times = {"enqueued_at": now - timedelta(minutes=5), "last_attempted_at": now}
    return OxTask.objects.create(status=status, **(given | times | {"errors": [ERROR]} | facts))
