"""A request for a visit → an answer by mail, and where it is yes, an official contact."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.journal.mailing import in_turn
from utblick.partners.documents.guests import words
from utblick.partners.models import Contact, Organisation, Person, RequestMail, VisitRequest
from utblick.tenancy import scope

TO_THINK_AGAIN = timedelta(minutes=2)
"""How long an answer can be taken back before its letter goes."""


class TooLate(Exception):
    """The letter has gone, or is on its way: the answer stands."""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


def letter_for(request: VisitRequest, verdict: str, sender: User) -> Letter:
    """A first proposal, in the language that the request was written in."""
    said, name = words(request.language), scope.municipality().name
    facts = {"name": request.name, "municipality": name, "sender": sender.name}
    return Letter(said["letter_subject"].format(municipality=name), said[verdict].format(**facts))


def receive(*, mark: str, **facts: Any) -> VisitRequest:
    """Keep a request; one with the same mark is the same request."""
    made, _is_new = VisitRequest.objects.get_or_create(mark=mark, defaults=facts)
    return made


@transaction.atomic
def accept(
    request: VisitRequest, *, by: User, body: str, organisation: Organisation, first: date, last: date | None
) -> Contact:
    """Say welcome: a contact with whom they are, when and why. It is as confidential as the request."""
    if organisation._state.adding:
        organisation.save()
    contact = Contact(
        organisation=organisation,
        kind=Contact.Kind.VISIT_IN,
        happened_on=first,
        ends_on=last,
        subject=_("Visit by %(name)s") % {"name": request.organisation_name[:180]},
        purpose=request.topics,
        owner=by,
        guest_language=request.language,
        secrecy_ground=request.secrecy_ground,
    )
    contact.save()
    _keep_person(request, organisation)
    request.contact = contact
    _answer(request, VisitRequest.State.ACCEPTED, by, body, "letter_yes")
    return contact


@transaction.atomic
def decline(request: VisitRequest, *, by: User, body: str, reason: str) -> None:
    request.reason = reason
    _answer(request, VisitRequest.State.DECLINED, by, body, "letter_no")


def _keep_person(request: VisitRequest, organisation: Organisation) -> None:
    """Who asked is the contact person there, unless we know the address already."""
    if Person.objects.current().filter(organisation=organisation, email__iexact=request.email).exists():
        return
    person = Person(organisation=organisation, name=request.name, email=request.email)
    person.language, person.purpose = str(request.get_language_display()), _("Asked to visit us")
    person.verified_on = timezone.localdate(clock.now())
    person.save()


def _answer(request: VisitRequest, state: str, by: User, body: str, verdict: str) -> None:
    request.state, request.answered_by = state, by
    request.answered_on = timezone.localdate(clock.now())
    request.save()
    subject = letter_for(request, verdict, by).subject
    RequestMail.objects.create(request=request, subject=subject, body=body, made_at=clock.now())


@transaction.atomic
def take_back(request: VisitRequest) -> None:
    """The answer was not meant. Raises TooLate."""
    unsent = RequestMail.objects.select_for_update(of=("self",)).filter(request=request, claimed_at=None, sent_at=None)
    if not unsent.exists():
        raise TooLate
    RequestMail.objects.filter(request=request).delete()
    if request.contact:
        request.contact.withdraw()
    request.state, request.contact, request.reason = VisitRequest.State.WAITING, None, ""
    request.answered_on = request.answered_by = None
    request.save()


def send_all(now: datetime) -> int:
    """Send the answers that have waited long enough, of every municipality. Returns how many mails went out."""
    with scope.everywhere():
        rows = RequestMail.objects.waiting(now).filter(made_at__lte=now - TO_THINK_AGAIN)
        waiting = list(rows.select_related("request", "municipality").order_by("pk"))
    return in_turn(lambda mail: _send(mail, now), waiting)


def _send(mail: RequestMail, now: datetime) -> bool:
    with scope.acting(mail.municipality, sees_secrets=True):
        return mail.send(lambda: EmailMessage(subject=mail.subject, body=mail.body, to=[mail.request.email]), now)
