"""The desk's background work."""

from django.tasks import task
from django.utils import timezone

from utblick.desk import morning


@task()
def morning_mails() -> int:
    """The mails of this morning that have not been sent yet."""
    return morning.send_all(timezone.now())
