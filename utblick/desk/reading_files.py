"""The texts of files that people have attached, so that the search finds what they hold; and whom they name beside it.

Read afterwards and apart from the upload: a file is kept whatever its text is like, and one that nobody can read is tried once.
"""

import logging

from django.db import transaction

from utblick.files import StoreAway
from utblick.goals.documents import UnreadableDocument, text_of
from utblick.journal import naming
from utblick.journal.attachments import Altered, Attachment
from utblick.journal.metadata import names_in
from utblick.tenancy import scope

logger = logging.getLogger("utblick.desk")

LONGEST = 200_000
"""Letters of a file that are found, some hundred pages."""
AT_ONCE = 100


def read_all() -> int:
    """Read what has not been read, the oldest first; returns how many files had a text."""
    with scope.everywhere():
        waiting = list(Attachment.objects.filter(text=None).select_related("municipality").order_by("pk")[:AT_ONCE])
    read = 0
    for attachment in waiting:
        try:
            with scope.acting(attachment.municipality, sees_secrets=True):
                read += bool(read_one(attachment))
        except StoreAway as error:
            logger.warning("The texts of attached files are read later: %s", error)
            break
    return read


def read_one(attachment: Attachment) -> str:
    try:
        text, named = _text(attachment), names_in(attachment.content())
    except (FileNotFoundError, Altered):
        logger.exception("The store has not kept attachment %s", attachment.pk)
        text, named = "", []
    with transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk).update(text=text, named=naming.written(named))
        for holder in naming.holders(attachment) if text else []:
            holder.index()
    return text


def _text(attachment: Attachment) -> str:
    """Empty for pictures, and for a document that cannot be read: it is there to be fetched all the same."""
    if attachment.media_type.startswith("image/"):
        return ""
    try:
        return text_of(attachment.content(), attachment.name)[:LONGEST].replace("\0", "")
    except UnreadableDocument:
        return ""
    except StoreAway:
        raise
    except Exception:
        logger.exception("The text of attachment %s could not be read", attachment.pk)
        return ""
