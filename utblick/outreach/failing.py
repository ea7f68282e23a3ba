"""Mail that does not arrive, and addresses that keep failing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from utblick.journal import clock
from utblick.outreach.models import DigestMail, Subscriber

MOST = 3
"""So many digests in a row may fail before the address is paused."""

# By the beginning of the code (RFC 3463), the most exact first.
WORDS = {
    "5.1.": _("there is no such address"),
    "5.2.2": _("the mailbox is full"),
    "5.2.": _("the mailbox takes no mail"),
    "5.7.": _("the reader's mail server does not accept our mail"),
    "4.": _("the reader's mail server did not answer in two days"),
    "": _("the reader's mail server refused it"),
}


def in_words(code: str) -> str:
    return str(next(words for beginning, words in WORDS.items() if code.startswith(beginning)))


@transaction.atomic
def note(mail: DigestMail, code: str, now: datetime) -> bool:
    """It will not arrive. Returns that it was not sent, also where the server had first said yes."""
    DigestMail.objects.filter(pk=mail.pk, failed_at=None).update(failed_at=now, failure=code[:10])
    pause_if_failing(mail.subscriber)
    return False


def pause_if_failing(subscriber: Subscriber) -> None:
    """Write no more to an address whose last digests all failed."""
    ended = DigestMail.objects.filter(subscriber=subscriber, dropped=False).exclude(sent_at=None, failed_at=None)
    last = list(ended.order_by("-pk").values_list("failed_at", flat=True)[:MOST])
    locked = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
    if len(last) == MOST and all(last) and not locked.paused_at:
        locked.paused_at = clock.now()
        locked.save()
