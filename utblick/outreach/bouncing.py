"""Mail that came back → the reader it was for (RFC 3464), read from a box as newsletters are.

The box is a Maildir or an IMAP mailbox; nothing in it is moved or marked. A report belongs to one of our mails by the address
it came to (VERP) or the Message-ID it quotes; both are signed. Whatever else lies in the box, answers and absences too, is
passed over.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from hashlib import sha256

from django.conf import settings

from utblick.outreach import failing, marks
from utblick.outreach.models import BoxMark, DigestMail
from utblick.tenancy import scope
from utblick.watch import post

FAILED = "failed"
STATUS = re.compile(r"[45]\.\d{1,3}\.\d{1,3}")
type Mail = Message[str, str]
ORIGINAL = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")


def read(now: datetime) -> int:
    """Note what has come back since the last time. Returns how many mails had failed; raises Trouble."""
    if not settings.BOUNCE_BOX:
        return 0
    kept, _is_new = BoxMark.objects.get_or_create(box=sha256(settings.BOUNCE_BOX.encode()).hexdigest())
    count = 0
    for mail in post.new_mail(settings.BOUNCE_BOX, kept.mark):
        count += _note(mail.raw, now)
        BoxMark.objects.filter(pk=kept.pk).update(mark=mail.mark)
    return count


def _note(raw: bytes, now: datetime) -> bool:
    found = returned(raw)
    if found is None:
        return False
    key, code = found
    with scope.everywhere():
        mail = DigestMail.objects.filter(pk=key, failed_at=None).select_related("municipality", "subscriber").first()
    if mail is None:
        return False
    with scope.acting(mail.municipality):
        failing.note(mail, code, now)
    return True


def returned(raw: bytes) -> tuple[int, str] | None:
    """Which of our mails failed for good, and the code; None for what reports no such thing."""
    message = message_from_bytes(raw, policy=policy.compat32)
    code = next(_codes(message), "")
    key = _mail_of(raw, message) if code else None
    return (key, code) if key else None


def _codes(message: Mail) -> Iterator[str]:
    """The codes of the recipients that failed. Delayed, relayed and delivered ones say nothing yet."""
    reports = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    blocks = [block for part in reports for block in part.get_payload() if isinstance(block, Message)]
    for block in blocks:
        status = STATUS.match(str(block.get("Status", "")).strip())
        if status and str(block.get("Action", "")).strip().lower() == FAILED:
            yield status[0]


def _mail_of(raw: bytes, message: Mail) -> int | None:
    for address in sorted(post.recipients(raw)):
        if key := marks.found_in(address):
            return key
    quoted = (_message_id(part) for part in message.walk() if part.get_content_type() in ORIGINAL)
    return next((key for text in quoted if (key := marks.found_in(text))), None)


def _message_id(part: Mail) -> str:
    """Of the original, whole or only its head."""
    inner = part.get_payload()
    if isinstance(inner, list) and isinstance(inner[0], Message):
        return str(inner[0].get("Message-ID", ""))
    found = re.search(r"^Message-ID:\s*(\S+)", str(inner), re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""
