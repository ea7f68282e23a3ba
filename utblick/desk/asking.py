"""What is asked of somebody: what became of a lesson, what remains of an initiative, a draft to answer about, part of a report."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from utblick.accounts.models import User
from utblick.followup.models import Answer
from utblick.goals.models import Consulted
from utblick.initiatives.dated import LONGEST_TITLE
from utblick.initiatives.models import Initiative, Recipient

ASKED_ALONE = timedelta(days=30)
"""How long those concerned are asked before whoever keeps the whole together is told too."""


def of_lessons(today: date, user: User | None) -> QuerySet[Recipient]:
    """Each with `short`, the beginning of the lesson: a character more than is shown, to tell that there is more."""
    rows = Recipient.objects.to_answer(today).annotate(short=Substr("lesson__text", 1, LONGEST_TITLE + 1))
    if user is None or not user.has_perm("initiatives.change"):
        return rows.none()
    late = rows.filter(ask_on__lte=today - ASKED_ALONE) if user.has_perm("goals.change") else rows.none()
    return rows.asked_of(user) | late


def of_endings(today: date, user: User | None) -> QuerySet[Initiative]:
    rows: QuerySet[Initiative] = Initiative.objects.current().filter(ask_on__lte=today)
    if user is None or not user.has_perm("initiatives.change"):
        return rows.none()
    late = Q(ask_on__lte=today - ASKED_ALONE) if user.has_perm("goals.change") else Q(pk=None)
    return rows.filter(Q(owner=user) | late)


def of_referrals(user: User | None) -> QuerySet[Consulted]:
    """A draft programme that the reader's unit has not answered about."""
    rows = Consulted.objects.awaited()
    return rows.asked_of(user) if user and user.has_perm("goals.answer") else rows.none()


def of_parts(user: User | None) -> QuerySet[Answer]:
    """The parts of a report that the reader's units have not handed in."""
    rows = Answer.objects.awaited()
    return rows.asked_of(user) if user and user.has_perm("followup.answer") else rows.none()
