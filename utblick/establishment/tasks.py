"""The background work of establishment. It may be run twice or be killed half-way: it only does what is still to be done."""

from django.tasks import task
from django.utils import timezone

from utblick.establishment import sending


@task()
def send_letters() -> int:
    """Mail receipts, answers and proposals to those who have asked."""
    return sending.send_all(timezone.now())
