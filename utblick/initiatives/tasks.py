"""The background work of initiatives. Each job may be run twice or be killed half-way: it only does what is still to be done."""

from django.tasks import task
from django.utils import timezone

from utblick.initiatives import spreading


@task()
def send_lessons() -> int:
    """Mail the lessons that wait to be told to somebody."""
    return spreading.send_all(timezone.now())
