"""An enquiry → a letter by a person: an answer, or sites that could suit. It waits a little, so that it can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import User
from utblick.establishment.models import Enquiry, EnquiryLetter, Proposal, VacantSite
from utblick.establishment.words import words
from utblick.journal import clock
from utblick.teamwork import doing
from utblick.tenancy import scope

TO_THINK_AGAIN = timedelta(minutes=2)


class TooLate(Exception):
    """The letter has gone, or is on its way: it stands."""


@dataclass(frozen=True, slots=True)
class Draft:
    subject: str
    body: str


def draft(enquiry: Enquiry, kind: str, sender: User, sites: str = "") -> Draft:
    """A first proposal, in the language that the enquiry was written in."""
    said = words(enquiry.language)
    facts = {
        "name": enquiry.name,
        "number": enquiry.number,
        "municipality": scope.municipality().name,
        "sender": sender.name,
        "sites": sites,
    }
    return Draft(said[f"{kind}_subject"].format(**facts), said[kind].format(**facts))


@transaction.atomic
def answer(enquiry: Enquiry, *, by: User, body: str) -> EnquiryLetter:
    """Raises Superseded."""
    return _send(enquiry, EnquiryLetter.Kind.ANSWER, by, body, Enquiry.State.ANSWERED, {Enquiry.State.NEW})


@transaction.atomic
def propose(enquiry: Enquiry, *, by: User, body: str, sites: Iterable[VacantSite]) -> EnquiryLetter:
    """Raises Superseded. A site that was proposed before is not noted again."""
    behind = {Enquiry.State.NEW, Enquiry.State.ANSWERED}
    letter = _send(enquiry, EnquiryLetter.Kind.PROPOSAL, by, body, Enquiry.State.PROPOSED, behind)
    known = set(Proposal.objects.filter(enquiry=enquiry).values_list("site", flat=True))
    for site in sites:
        if site.pk not in known:
            Proposal(enquiry=enquiry, site=site, letter=letter).save()
    return letter


def _send(enquiry: Enquiry, kind: str, by: User, body: str, ahead: str, behind: set[Enquiry.State]) -> EnquiryLetter:
    before = enquiry.state
    if enquiry.state in behind:
        enquiry.state = ahead
    if enquiry.answered_on is None:
        enquiry.answered_on, enquiry.answered_by = timezone.localdate(clock.now()), by
    enquiry.save()
    finish_task(enquiry, by)
    subject = draft(enquiry, kind, by).subject
    return EnquiryLetter.objects.create(
        enquiry=enquiry, kind=kind, subject=subject, body=body, by=by, before=before, made_at=clock.now()
    )


def finish_task(enquiry: Enquiry, by: User) -> None:
    """What was asked for when the enquiry came is done."""
    if enquiry.task and enquiry.task.done_at is None:
        doing.do(enquiry.task, by=by)


@transaction.atomic
def take_back(letter: EnquiryLetter) -> None:
    """The letter was not meant: the enquiry stands where it stood. Raises TooLate, Superseded."""
    unsent = EnquiryLetter.objects.select_for_update(of=("self",)).filter(pk=letter.pk, claimed_at=None, sent_at=None)
    if not unsent.exclude(kind=EnquiryLetter.Kind.RECEIPT).exists():
        raise TooLate
    for proposal in Proposal.objects.filter(letter=letter):
        proposal.remove()
    enquiry = letter.enquiry
    unsent.delete()
    _stand_as_before(enquiry, letter)


def _stand_as_before(enquiry: Enquiry, letter: EnquiryLetter) -> None:
    enquiry.state = letter.before
    if not EnquiryLetter.objects.filter(enquiry=enquiry).exclude(kind=EnquiryLetter.Kind.RECEIPT).exists():
        enquiry.answered_on = enquiry.answered_by = None
        if enquiry.task and enquiry.task.done_at:
            doing.undo(enquiry.task)
    enquiry.save()
