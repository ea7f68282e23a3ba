"""The mark of one mail, by which what comes back is known as its answer; signed, so that nobody else's pause can be written."""

import re
from secrets import compare_digest
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac

from utblick.accounts.models import Municipality
from utblick.outreach.models import DigestMail

SALT = "utblick.outreach.returned"
MARK = re.compile(r"digest-(\d{1,18})-([0-9a-f]{20})")


def mark_of(mail: DigestMail) -> str:
    return f"digest-{mail.pk}-{_signature(mail.pk)}"


def found_in(text: str) -> int | None:
    """The key of the mail whose mark stands in an address or a Message-ID; None for what we did not write."""
    for key, signature in MARK.findall(text):
        if compare_digest(signature, _signature(int(key))):
            return int(key)
    return None


def message_id(mail: DigestMail, here: Municipality) -> str:
    """The same each time the mail is sent, so that mail programs know one that comes twice."""
    return f"<{mark_of(mail)}@{urlsplit(here.address).hostname}>"


def sender(mail: DigestMail) -> str:
    """The address that what cannot be delivered comes back to: one for each mail (VERP), where a box for it is set."""
    name, _at, host = settings.BOUNCE_ADDRESS.partition("@")
    return f"{name}+{mark_of(mail)}@{host}" if host else settings.DEFAULT_FROM_EMAIL


def _signature(key: int) -> str:
    return salted_hmac(SALT, str(key), algorithm="sha256").hexdigest()[:20]
