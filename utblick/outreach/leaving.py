"""What a subscriber does from the mail itself, without logging in: stop, come back, change, see what is kept, be forgotten."""

from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from utblick.journal import clock
from utblick.outreach.models import SignUp, Subscriber
from utblick.partners.models import GuestLanguage
from utblick.tenancy import scope

SALT = "utblick.outreach.subscriber"


def stop_address(subscriber: Subscriber) -> str:
    return _address("private:leave", subscriber)


def own_address(subscriber: Subscriber) -> str:
    return _address("private:subscription", subscriber)


def _address(url_name: str, subscriber: Subscriber) -> str:
    return f"{scope.municipality().address}{reverse(url_name, args=[token_of(subscriber)])}"


def token_of(subscriber: Subscriber) -> str:
    return signing.dumps([scope.municipality_id(), subscriber.pk], salt=SALT)


def holder(token: str) -> Subscriber | None:
    """Whose address this is; None for what is none of ours, and for who has been forgotten."""
    try:
        municipality, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if municipality != scope.municipality_id():
        return None
    return Subscriber.objects.known().filter(pk=key).select_related("actor", "user").first()


def stop(subscriber: Subscriber) -> None:
    """No more newsletters. Said twice it is the same."""
    if not subscriber.stopped_at:
        subscriber.stopped_at = clock.now()
        subscriber.save()


def come_back(subscriber: Subscriber) -> None:
    subscriber.stopped_at = subscriber.paused_at = None
    subscriber.save()


def wish(subscriber: Subscriber, *, language: str, interests: list[str]) -> None:
    """Read in another language, or of something else."""
    subscriber.language, subscriber.interests = language, interests
    subscriber.save()


def kept_of(subscriber: Subscriber) -> dict[str, Any]:
    """All that is kept of this person: the extract."""
    mails = subscriber.mails.select_related("digest").order_by("pk")
    return {
        "municipality": str(scope.municipality()),
        "email": subscriber.email,
        "name": subscriber.name,
        "language": subscriber.language,
        "interests": subscriber.interests_in_words(),
        "contact_person_at": str(subscriber.actor or ""),
        "works_here": subscriber.user_id is not None,
        "basis": subscriber.basis,
        "confirmed_at": subscriber.confirmed_at,
        "stopped_at": subscriber.stopped_at,
        "kept_until": subscriber.kept_until,
        "newsletters": [
            {"subject": mail.digest.subject, "sent_at": mail.sent_at, "failed_at": mail.failed_at} for mail in mails
        ],
    }


@transaction.atomic
def erase(subscriber: Subscriber) -> None:
    """Forget the person. The audit trail never held more than that there was somebody, and tells that it was done."""
    SignUp.objects.filter(email__iexact=subscriber.email).delete()
    subscriber.email = subscriber.name = ""
    subscriber.actor = subscriber.user = None
    subscriber.interests, subscriber.language = [], GuestLanguage.SWEDISH
    subscriber.erased_at = clock.now()
    subscriber.stopped_at = subscriber.stopped_at or subscriber.erased_at
    subscriber.save()


def forget_the_gone() -> int:
    """Erase those who stopped so long ago that nothing is to be undone. Returns how many."""
    gone = list(Subscriber.objects.over(timezone.now()))
    for one in gone:
        erase(one)
    return len(gone)
