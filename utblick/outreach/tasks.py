"""What is sent out in the background."""

from django.tasks import task
from django.utils import timezone

from utblick.outreach import search_mails as mails


@task()
def search_mails() -> int:
    """This morning's mails about saved searches that have not been sent yet."""
    return mails.send_all(timezone.now())
