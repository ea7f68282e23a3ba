"""The trail is sealed every few minutes, and once a day looked through and anchored. Attached files go into the store."""

import logging

from django.conf import settings
from django.tasks import task

from utblick.files import StoreAway, store, uploads
from utblick.journal import putting_away, sealing, verifying
from utblick.journal.models import TrailCheck

logger = logging.getLogger("utblick.journal")


@task
def put_files_away() -> None:
    """Where there is a store. One that is away is asked again the next time; they wait in the database."""
    try:
        if store():
            putting_away.put_all_away()
    except StoreAway as error:
        logger.warning("Attached files wait in the database: %s", error)


@task
def forget_file(place: str) -> None:
    """Of an attachment that is deleted. Tried again while the store is away."""
    uploads().delete(place)


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
