"""An address written on the public page → a mail to it → a subscriber, if its owner opens the link and says so."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from utblick.journal import clock
from utblick.journal.mailing import in_turn
from utblick.outreach import leaving
from utblick.outreach.models import SignUp, Subscriber
from utblick.outreach.words import filled
from utblick.tenancy import scope
from utblick.ui.lines import one_line

SALT = "utblick.outreach.confirm"
MOST_A_DAY = 3
"""So many mails a day does an address get that somebody writes on our page, whoever that is."""
FORGOTTEN_AFTER = timedelta(days=7)
"""Until then an old link says what became of it."""


def ask(*, mark: str, email: str, **wishes: Any) -> None:
    """Let the owner of the address be asked. Nothing tells the writer whether it is known here; the mail tells its owner."""
    lately = SignUp.objects.filter(email__iexact=email, made_at__gt=timezone.now() - timedelta(days=1))
    if lately.count() < MOST_A_DAY:
        SignUp.objects.get_or_create(mark=mark, defaults={"email": email, **wishes})


def found(token: str) -> SignUp | None:
    try:
        municipality, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return SignUp.objects.filter(pk=key).first() if municipality == scope.municipality_id() else None


@transaction.atomic
def confirm(sign_up: SignUp) -> Subscriber:
    """The owner wants it. Once: an old link brings nobody back who has stopped since."""
    person = Subscriber.objects.at(sign_up.email).select_for_update(of=("self",)).first() or Subscriber(
        email=sign_up.email
    )
    for name, value in sign_up.wishes.items():
        setattr(person, name, value)
    person.confirmed_at = clock.now()
    person.stopped_at = person.paused_at = None
    person.save()
    SignUp.objects.filter(pk=sign_up.pk).update(confirmed_at=person.confirmed_at)
    return person


def send_all(now: datetime) -> int:
    """Mail the links that wait. Returns how many mails went out."""
    with scope.everywhere():
        rows = SignUp.objects.waiting(now).filter(confirmed_at=None).select_related("municipality")
        waiting = list(rows.order_by("pk"))
    return in_turn(lambda one: _send(one, now), [one for one in waiting if one.is_open(now)])


def _send(sign_up: SignUp, now: datetime) -> bool:
    with scope.acting(sign_up.municipality):
        return sign_up.send(lambda: _letter(sign_up), now)


def _letter(sign_up: SignUp) -> EmailMessage:
    here = scope.municipality()
    known = Subscriber.objects.at(sign_up.email).first()
    is_reading = known is not None and known.is_reading and known.confirmed_at is not None
    path = reverse("private:confirm", args=[signing.dumps([here.pk, sign_up.pk], salt=SALT)])
    said = filled(sign_up.language, actor=sign_up.actor)
    context = {
        "said": said,
        "actor": sign_up.actor,
        "confirm": here.address + path,
        "own": leaving.own_address(known) if known and is_reading else "",
    }
    return EmailMessage(
        subject=one_line(said["ask_subject"]),
        body=render_to_string("outreach/mail/confirm.txt", context),
        to=[sign_up.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def forget_old() -> None:
    """Throw away what was asked a week ago, confirmed or not."""
    SignUp.objects.filter(made_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
