"""The letters that wait → mails."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.db.models import Q

from utblick.establishment.answering import TO_THINK_AGAIN
from utblick.establishment.models import EnquiryLetter
from utblick.journal.mailing import in_turn
from utblick.tenancy import scope


def send_all(now: datetime) -> int:
    """Receipts at once, other letters when they have waited long enough; of every municipality. How many mails went out."""
    ripe = Q(kind=EnquiryLetter.Kind.RECEIPT) | Q(made_at__lte=now - TO_THINK_AGAIN)
    with scope.everywhere():
        rows = EnquiryLetter.objects.waiting(now).filter(ripe, enquiry__erased_at=None)
        waiting = list(rows.select_related("enquiry__owner", "by", "municipality").order_by("pk"))
    return in_turn(lambda letter: _send(letter, now), waiting)


def _send(letter: EnquiryLetter, now: datetime) -> bool:
    with scope.acting(letter.municipality, sees_secrets=True):
        return letter.send(lambda: _mail(letter), now)


def _mail(letter: EnquiryLetter) -> EmailMessage:
    """A reply reaches a person."""
    person = letter.by or letter.enquiry.owner
    reply_to = person.email if person else letter.municipality.public_email
    mail = EmailMessage(subject=letter.subject, body=letter.body, to=[letter.enquiry.email])
    mail.reply_to = [reply_to] if reply_to else []
    if letter.kind == EnquiryLetter.Kind.RECEIPT:
        mail.extra_headers["Auto-Submitted"] = "auto-replied"
    return mail
