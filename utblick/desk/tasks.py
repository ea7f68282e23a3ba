"""The desk's background work."""

from django.tasks import task
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.desk import announcing, morning, reading_files, reminding, renewing
from utblick.search import spelling
from utblick.tenancy import scope


@task()
def morning_mails() -> int:
    """The mails of this morning that have not been sent yet."""
    return morning.send_all(timezone.now())


@task()
def notices() -> int:
    """What dates and states have brought since the last hour, told to those whom it concerns."""
    return reminding.remind_all(timezone.now())


@task()
def clashes(municipality: int) -> int:
    """Who else is after the same in a municipality, told when the second has begun."""
    with scope.acting(Municipality.objects.get(pk=municipality), sees_secrets=True):
        return announcing.tell_now()


@task()
def read_files() -> int:
    """The texts of the files that have come in, for the search."""
    return reading_files.read_all()


@task()
def learn_spelling() -> int:
    """Which words the search's index holds, for whoever writes another by mistake."""
    return spelling.learn()


@task()
def renew_search() -> int:
    """The search's index brought up to the stems that words have now; nothing where they have not changed."""
    return renewing.renew_all()
