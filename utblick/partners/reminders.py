"""Who is reminded of an agreement's dates, and from when: first its owner, then the coordinator and everybody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef

from utblick.accounts.models import Membership, User
from utblick.partners.models import Agreement

# The owner has time to ask around and to write a proposal for the board; a month before, somebody else must ask too.
OWNER_AHEAD, ALL_AHEAD = timedelta(days=120), timedelta(days=30)


class Occasion(StrEnum):
    REVIEW = "agreement_review"
    NOTICE = "agreement_notice"
    END = "agreement_end"
    REST_OVER = "agreement_rest_over"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One day to act before. `escalated`: the reader is not the owner, whose own reminder has stood for three months."""

    on: date
    occasion: Occasion
    agreement: Agreement
    escalated: bool

    @property
    def owner(self) -> User | None:
        return self.agreement.owner


def reminders(today: date, *, user: User | None, since: date) -> list[Reminder]:
    """The dates of agreements that concern the reader now, from `since` on. One query."""
    here = Membership.objects.current().filter(user=OuterRef("owner"))
    rows = Agreement.objects.unended().filter(organisation__withdrawn_at=None).select_related("owner")
    found = [
        Reminder(on, occasion, row, escalated=_is_escalated(row, user))
        for row in rows.annotate(owner_is_here=Exists(here))
        for occasion, on in occasions(row, today)
    ]
    return sorted((one for one in found if since <= one.on and _reaches(one, today, user)), key=lambda one: one.on)


def occasions(agreement: Agreement, today: date) -> Iterator[tuple[Occasion, date]]:
    """The days of one agreement that somebody must act before."""
    if agreement.rests_until:
        yield Occasion.REST_OVER, agreement.rests_until
    if agreement.review_on:
        yield Occasion.REVIEW, agreement.review_on
    if notice := agreement.term.notice_day(today):
        yield Occasion.NOTICE, notice
    elif agreement.expires_on:
        yield Occasion.END, agreement.expires_on


def _is_escalated(agreement: Agreement, user: User | None) -> bool:
    return bool(agreement.owner_id) and (user is None or agreement.owner_id != user.pk)


def _reaches(reminder: Reminder, today: date, user: User | None) -> bool:
    """An agreement that nobody here answers for concerns everybody at once."""
    answered_for = bool(reminder.agreement.owner_id) and reminder.agreement.owner_is_here  # type: ignore[attr-defined]
    is_owner = user is not None and reminder.agreement.owner_id == user.pk
    ahead = ALL_AHEAD if answered_for and not is_owner else OWNER_AHEAD
    return reminder.on <= today + ahead
