"""The desk's background work."""

from django.tasks import task
from django.utils import timezone

from utblick.desk import morning, reading_files, reminding
from utblick.search import spelling


@task()
def morning_mails() -> int:
    """The mails of this morning that have not been sent yet."""
    return morning.send_all(timezone.now())


@task()
def notices() -> int:
    """What dates and states have brought since the last hour, told to those whom it concerns."""
    return reminding.remind_all(timezone.now())


@task()
def read_files() -> int:
    """The texts of the files that have come in, for the search."""
    return reading_files.read_all()


@task()
def learn_spelling() -> int:
    """Which words the search's index holds, for whoever writes another by mistake."""
    return spelling.learn()
