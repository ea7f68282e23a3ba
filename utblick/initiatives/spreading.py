"""A lesson → the units it concerns: by mail to those who work there, each once, and asked about after half a year."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from utblick.accounts.models import Membership, Unit, User
from utblick.accounts.roles import ROLES
from utblick.initiatives.models import Lesson, LessonMail, Recipient
from utblick.journal import clock
from utblick.journal.mailing import in_turn
from utblick.partners.terms import plus_months
from utblick.teamwork.kinds import Event
from utblick.teamwork.telling import tell
from utblick.tenancy import scope

ASKED_AFTER = 6  # months
READERS = [role for role, granted in ROLES.items() if "initiatives.view" in granted]


@transaction.atomic
def spread(lesson: Lesson, units: Iterable[Unit], *, by: User | None) -> list[Recipient]:
    """Send the lesson to those of the units that have not got it. The mails wait in rows; `send_all` sends them."""
    today = timezone.localdate(clock.now())
    had = set(Recipient.objects.filter(lesson=lesson).values_list("unit_id", flat=True))
    return [_reach(lesson, unit, today, by) for unit in units if unit.pk not in had]


def _reach(lesson: Lesson, unit: Unit, today: date, by: User | None) -> Recipient:
    recipient = Recipient(lesson=lesson, unit=unit, sent_on=today, ask_on=plus_months(today, ASKED_AFTER))
    recipient.save()
    # The lesson has a mail of its own, at once: the morning mail does not tell it again.
    facts = {"text": str(lesson), "address": recipient.get_absolute_url(), "mailed_at": clock.now()}
    for notice in tell(_people_of(unit), Event.LESSON, by=by, about=lesson.initiative, **facts):
        LessonMail(recipient=recipient, user=notice.user).save()
    return recipient


def _people_of(unit: Unit) -> list[User]:
    at_work = Membership.objects.current().filter(unit=unit, role__in=READERS)
    return list(User.objects.filter(is_active=True, memberships__in=at_work).distinct())


@transaction.atomic
def answer(recipient: Recipient, *, by: User) -> None:
    """Keep what the unit answered. What is in progress is asked about again; the other answers are final."""
    today = timezone.localdate(clock.now())
    recipient.answered_on, recipient.answered_by = today, by
    in_progress = recipient.answer == Recipient.Answer.IN_PROGRESS
    recipient.ask_on = plus_months(today, ASKED_AFTER) if in_progress else None
    recipient.save()


def send_all(now: datetime) -> int:
    """Send what waits, of every municipality. Returns how many mails went out.

    What is confidential is never mailed, not even to who may see it: a mail leaves the house. It waits until the mark is lifted.
    """
    with scope.everywhere():
        waiting = list(LessonMail.objects.waiting(now).select_related("municipality", "user").order_by("pk"))
    return in_turn(lambda mail: _send(mail, now), waiting)


def _send(mail: LessonMail, now: datetime) -> bool:
    with scope.acting(mail.municipality, mail.user), translation.override(mail.user.language):
        recipient = Recipient.objects.standing().filter(pk=mail.recipient_id)
        found = recipient.select_related("lesson__initiative", "unit").first()
        if found is None or mail.user not in _people_of(found.unit):
            return False
        return mail.send(lambda: _letter(mail, found), now)


def _letter(mail: LessonMail, recipient: Recipient) -> EmailMessage:
    context = {
        "lesson": recipient.lesson,
        "recipient": recipient,
        "user": mail.user,
        "municipality": mail.municipality,
        "address": mail.municipality.address,
    }
    return EmailMessage(
        subject=_("A lesson for %(unit)s") % {"unit": " ".join(recipient.unit.name.split())},
        body=render_to_string("initiatives/mail/lesson.txt", context),
        to=[mail.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
