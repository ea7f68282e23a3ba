"""A company's enquiry on the public pages → a number, a receipt, and somebody who is asked to answer in time."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from utblick.accounts.models import Municipality, User
from utblick.establishment.models import AnswerPromise, Enquiry, EnquiryLetter
from utblick.establishment.tasks import send_letters
from utblick.establishment.words import words
from utblick.journal import clock
from utblick.partners.documents.guests import day_in_words
from utblick.teamwork import doing
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import everybody
from utblick.teamwork.telling import tell
from utblick.tenancy import scope


@transaction.atomic
def receive(*, mark: str, **facts: Any) -> Enquiry:
    """Keep an enquiry; one with the same mark is the same enquiry. Work that sees secrets: the first may be one by now."""
    # The numbers follow each other: one at a time.
    here = Municipality.objects.select_for_update().get(pk=scope.municipality_id())
    if known := Enquiry.objects.filter(mark=mark).first():
        return known
    today, promise = timezone.localdate(clock.now()), AnswerPromise.standing()
    people = everybody().answering(promise.owner_id)
    enquiry = Enquiry(mark=mark, number=_next_number(today), answer_by=promise.due_after(today), **facts)
    enquiry.owner = people[0] if people else None
    enquiry.save()
    tell(people, Event.ENQUIRY, by=None, about=enquiry, **told_once(enquiry))
    if enquiry.owner:
        _ask(enquiry, enquiry.owner)
    _write_receipt(enquiry, here)
    transaction.on_commit(send_letters.enqueue)
    return enquiry


def told_once(enquiry: Enquiry) -> dict[str, str]:
    """What makes the notice of a new enquiry the same here and where the clock tells it (announcing.py)."""
    return {"occasion": f"{Event.ENQUIRY}:{enquiry.pk}", "text": enquiry.company, "address": enquiry.get_absolute_url()}


def _next_number(today: date) -> str:
    """E2026-7: the seventh of the year."""
    return f"E{today.year}-{Enquiry.objects.filter(number__startswith=f'E{today.year}-').count() + 1}"


def _ask(enquiry: Enquiry, owner: User) -> None:
    with translation.override(owner.language):
        title = _("Answer %(company)s, enquiry %(number)s") % {"company": enquiry.company, "number": enquiry.number}
    enquiry.task = doing.ask(enquiry, by=owner, title=title[:200], owner=owner, due_on=enquiry.answer_by)
    enquiry.save()


def _write_receipt(enquiry: Enquiry, here: Municipality) -> None:
    """It repeats nothing that the sender wrote: the address may be somebody else's, and the words an advertisement."""
    said = words(enquiry.language)
    facts = {
        "number": enquiry.number,
        "municipality": here.name,
        "day": day_in_words(enquiry.answer_by, enquiry.language),
    }
    EnquiryLetter.objects.create(
        enquiry=enquiry,
        kind=EnquiryLetter.Kind.RECEIPT,
        subject=said["receipt_subject"].format(**facts),
        body=said["receipt"].format(**facts),
        made_at=clock.now(),
    )
