"""The trail is sealed every few minutes, and once a day looked through and anchored."""

import logging

from django.conf import settings
from django.tasks import task

from utblick.journal import sealing, verifying
from utblick.journal.models import TrailCheck

logger = logging.getLogger("utblick.journal")


@task
def seal() -> None:
    sealing.seal()


@task
def check_and_anchor() -> None:
    """Looked through first: what is anchored has been found whole, or is known not to be."""
    sealing.seal(all_of_it=True)
    made = verifying.keep(verifying.verify(settings.ANCHORS))
    if made.faults:
        logger.error("%s faults in the audit trail. utblick verify-audit tells which.", made.faults)
    sealing.anchor()
    TrailCheck.objects.forgotten().delete()
