"""A registration on the public page → a local actor with a log-in, when it is approved; each step told by mail."""

import re
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from utblick.accounts.models import User
from utblick.actors import concepts
from utblick.actors.facts_form import ABROAD, FACTS
from utblick.actors.models import ContactPerson, LocalActor, Registration, RegistrationMail
from utblick.actors.representing import end_log_in, give_log_in
from utblick.journal import clock
from utblick.journal.mailing import in_turn
from utblick.tenancy import scope
from utblick.ui.lines import one_line

Step, State = RegistrationMail.Step, Registration.State
TO_THINK_AGAIN = timedelta(minutes=2)
"""How long an answer can be taken back before its mail goes."""
ALIKE, MOST_LOOKED_AT, MOST_SHOWN = 85, 200, 3
"""Names so much alike, of 100, may be one actor's; among so many with the longest word; so many are shown."""
MOST_A_DAY = 3
"""So many registrations a day does an address get mail about that somebody writes on our page, whoever that is."""


class TooLate(Exception):
    """The mail has gone, or is on its way: the answer stands."""


@transaction.atomic
def receive(*, mark: str, **facts: object) -> Registration:
    """Keep a registration and let its writer know; one with the same mark is the same."""
    made, is_new = Registration.objects.get_or_create(mark=mark, defaults=facts)
    lately = Registration.objects.filter(
        email__iexact=made.email, created_at__gt=timezone.now() - timedelta(days=1)
    ).count()
    if is_new and lately <= MOST_A_DAY:
        RegistrationMail.objects.create(registration=made, step=Step.RECEIVED)
    return made


def known_as(registration: Registration) -> LocalActor | None:
    """The actor in the register that has its organisation number."""
    number = registration.organisation_number
    return LocalActor.objects.filter(organisation_number=number).first() if number else None


def perhaps_known_as(registration: Registration) -> list[LocalActor]:
    """Actors with nearly the same name, the most alike first: whether one is the same, a person has to say."""
    words = re.findall(r"\w{3,}", registration.name)
    if not words:
        return []
    rows = LocalActor.objects.current().filter(name__icontains=max(words, key=len)).order_by("pk")[:MOST_LOOKED_AT]
    scored = [(fuzz.ratio(one.name, registration.name, processor=default_process), one) for one in rows]
    near = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [one for _score, one in near[:MOST_SHOWN]]


@transaction.atomic
def approve(registration: Registration, *, by: User, same_as: LocalActor | None = None) -> LocalActor:
    """Into the register, with its contact person and a log-in. Of one that is there already, what we know stays."""
    actor = known_as(registration) or same_as or _made_of(registration)
    if actor.withdrawn_at:
        actor.restore()
    _keep_person(actor, registration)
    give_log_in(actor, email=registration.email, name=registration.contact_name)
    registration.actor = actor
    _answer(registration, State.APPROVED, by, Step.APPROVED)
    return actor


def _made_of(registration: Registration) -> LocalActor:
    facts = {name: getattr(registration, name) for name in (*FACTS, *ABROAD)}
    return LocalActor.objects.create(**facts, concepts=concepts.propose(registration.description))


def _keep_person(actor: LocalActor, registration: Registration) -> None:
    if ContactPerson.objects.current().filter(actor=actor, email__iexact=registration.email).exists():
        return
    with translation.override("sv"):
        purpose = _("Contact for calls, tenders and contacts abroad")
    ContactPerson.objects.create(
        actor=actor,
        name=registration.contact_name,
        email=registration.email,
        phone=registration.phone,
        purpose=purpose,
        consent_on=timezone.localdate(registration.created_at),
        consent_how=ContactPerson.How.FORM,
    )


@transaction.atomic
def decline(registration: Registration, *, by: User) -> None:
    _answer(registration, State.DECLINED, by, Step.DECLINED)


def put_aside(registration: Registration, *, by: User) -> None:
    """Spam, or a joke: no mail goes to an address that a stranger may have written."""
    _close(registration, State.DECLINED, by)


def _close(registration: Registration, state: str, by: User) -> None:
    registration.state, registration.answered_by = state, by
    registration.answered_on = timezone.localdate(clock.now())
    registration.save()


def _answer(registration: Registration, state: str, by: User, step: str) -> None:
    _close(registration, state, by)
    RegistrationMail.objects.create(registration=registration, step=step, made_at=clock.now())


@transaction.atomic
def take_back(registration: Registration) -> None:
    """The answer was not meant. Raises TooLate."""
    mails = RegistrationMail.objects.select_for_update(of=("self",)).filter(registration=registration)
    told = mails.exclude(step=Step.RECEIVED)
    unsent = told.filter(claimed_at=None, sent_at=None)
    if told.exists() and not unsent.exists():
        raise TooLate
    unsent.delete()
    if registration.actor:
        _take_out(registration.actor, registration)
    registration.state, registration.actor, registration.message = State.WAITING, None, ""
    registration.answered_on = registration.answered_by = None
    registration.save()


def _take_out(actor: LocalActor, registration: Registration) -> None:
    """What the approval made; an actor that was there before stays."""
    for one in actor.representatives.filter(user__email__iexact=registration.email, withdrawn_at=None):
        end_log_in(one)
    for person in actor.people.filter(email__iexact=registration.email, withdrawn_at=None):
        person.withdraw()
    if actor.created_at >= registration.created_at:
        actor.withdraw()


def send_all(now: datetime) -> int:
    """Send what waits, of every municipality; answers when they can no longer be taken back. Returns how many went out."""
    with scope.everywhere():
        rows = RegistrationMail.objects.waiting(now).select_related("registration", "municipality").order_by("pk")
        waiting = [one for one in rows if one.step == Step.RECEIVED or one.made_at <= now - TO_THINK_AGAIN]
    return in_turn(lambda mail: _send(mail, now), waiting)


def _send(mail: RegistrationMail, now: datetime) -> bool:
    with scope.acting(mail.municipality), translation.override(mail.registration.language):
        return mail.send(lambda: _letter(mail), now)


def _letter(mail: RegistrationMail) -> EmailMessage:
    """The receipt repeats nothing that the sender wrote: the address may be somebody else's, and the words an advertisement."""
    here, asked = scope.municipality(), mail.registration
    subjects = {
        Step.RECEIVED: _("We have your registration"),
        Step.APPROVED: _("%(name)s is now in the register of %(municipality)s"),
        Step.DECLINED: _("About your registration of %(name)s"),
    }
    context = {"municipality": here, "asked": asked, "log_in": f"{here.address}{reverse('ask_for_link')}"}
    return EmailMessage(
        subject=one_line(subjects[Step(mail.step)] % {"name": asked.name, "municipality": here}),
        body=render_to_string(f"actors/mail/{mail.step}.txt", context),
        to=[asked.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
