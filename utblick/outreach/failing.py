"""Mail that does not arrive, and addresses that keep failing."""

from datetime import datetime

from django.db import transaction

from utblick.journal import clock
from utblick.outreach.models import DigestMail, Subscriber

MOST = 3
"""So many digests in a row may fail before the address is paused."""

# Codes that are about the reader's address. The others are about our mail or our server, which fails for everybody at once
# when it is set up wrongly: nobody is to be paused for that.
OF_THE_ADDRESS = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.2.", "4.4.7", "550", "551")


@transaction.atomic
def note(mail: DigestMail, code: str, now: datetime) -> None:
    """It came back, though the server had first said yes."""
    mail.fail(code, now)
    pause_if_failing(mail.subscriber)


def pause_if_failing(subscriber: Subscriber) -> None:
    """Write no more to an address whose last digests all failed."""
    ended = DigestMail.objects.filter(subscriber=subscriber, dropped=False).exclude(sent_at=None, failed_at=None)
    last = list(ended.order_by("-pk").values_list("failure", flat=True)[:MOST])
    locked = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
    if len(last) == MOST and all(code.startswith(OF_THE_ADDRESS) for code in last) and not locked.paused_at:
        locked.paused_at = clock.now()
        locked.save()
