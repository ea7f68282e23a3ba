"""The background work of local actors. It may be run twice or be killed half-way: it only does what is still to be done."""

from django.tasks import task
from django.utils import timezone

from utblick.actors import registering


@task()
def tell_registrations() -> int:
    """Mail each step of the registrations."""
    return registering.send_all(timezone.now())
