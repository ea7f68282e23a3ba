"""What is sent out in the background."""

from django.tasks import task
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.outreach import bouncing, leaving, sending, subscribing
from utblick.outreach import match_mails as matched
from utblick.outreach import question_mails as asked
from utblick.outreach import search_mails as mails
from utblick.outreach.webhooks import delivering
from utblick.tenancy import scope


@task()
def search_mails() -> int:
    """This morning's mails about saved searches that have not been sent yet."""
    return mails.send_all(timezone.now())


@task()
def match_mails() -> int:
    """What fits local actors, to those who log in for them."""
    return matched.send_all(timezone.now())


@task()
def question_mails() -> int:
    """What local actors are asked, to those who log in for them."""
    return asked.send_all(timezone.now())


@task()
def send_digests() -> int:
    """The newsletters whose time has come, and what is left of those that were held up."""
    return sending.send_all(timezone.now())


@task()
def ask_subscribers() -> int:
    """The links by which somebody says yes to newsletters."""
    return subscribing.send_all(timezone.now())


@task()
def read_returned() -> int:
    """What came back undelivered."""
    return bouncing.read(timezone.now())


@task()
def deliver_webhooks() -> int:
    """Tell other programs what has happened, and again what they have not taken."""
    return delivering.deliver_all(timezone.now())


@task()
def forget_deliveries() -> int:
    """What other programs were told long ago."""
    return delivering.forget(timezone.now())


@task()
def forget_subscribers() -> None:
    """Those who stopped a month ago, and addresses that nobody confirmed."""
    with scope.everywhere():
        subscribing.forget_old()
        places = list(Municipality.objects.all())
    for place in places:
        with scope.acting(place):
            leaving.forget_the_gone()
