"""The desk's background work."""

from django.tasks import task
from django.utils import timezone

from utblick.desk import morning, reminding


@task()
def morning_mails() -> int:
    """The mails of this morning that have not been sent yet."""
    return morning.send_all(timezone.now())


@task()
def notices() -> int:
    """What dates and states have brought since the last hour, told to those whom it concerns."""
    return reminding.remind_all(timezone.now())
