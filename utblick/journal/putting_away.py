"""Attached files that wait in the database → the store of files, where the installation has one.

Received in one transaction with what they belong to, a file is in the database first; so a store that is away hinders nobody, and
a form that fails leaves nothing in it. Each may be put there twice: it has the same name again, and only once what lies there was
read and found to be the same is it taken out of the database.
"""

from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from utblick.files import uploads
from utblick.journal.attachments import Attachment
from utblick.tenancy import scope


def put_all_away() -> int:
    """The oldest first. Returns how many. Raises StoreAway: the rest waits."""
    count = 0
    with scope.everywhere():
        # Content and checksum of one moment, and one content in memory.
        waiting = Attachment.objects.exclude(body=None).defer(None).defer("text", "named").order_by("pk")
        for attachment in waiting.iterator(chunk_size=1):
            _put(attachment)
            count += 1
    return count


def _put(attachment: Attachment) -> None:
    uploads().put(attachment.place, ContentFile(attachment.content()))
    attachment.stored()
    if not Attachment.objects.filter(pk=attachment.pk, checksum=attachment.checksum).update(body=None):
        uploads().delete(attachment.place)  # deleted meanwhile, or rid of a name


@receiver(post_delete, sender=Attachment)
def forget(instance: Attachment, **_: Any) -> None:
    """Its file too, wherever it lies."""
    from utblick.journal.tasks import forget_file  # which calls back

    transaction.on_commit(partial(forget_file.enqueue, instance.place))
