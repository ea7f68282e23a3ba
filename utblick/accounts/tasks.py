"""The background work of accounts."""

from django.tasks import task
from django.utils import timezone

from utblick.accounts import links
from utblick.accounts.models import Municipality, User
from utblick.tenancy import scope


@task()
def mail_log_in_link(municipality: int, user: int, leads_to: str = "") -> None:
    """To nobody where the address is unknown: asking is to take as long either way."""
    known, here = User.objects.filter(pk=user).first(), Municipality.objects.filter(pk=municipality).first()
    if known and here:
        with scope.acting(here):
            links.mail_link(known, timezone.now(), leads_to)
