"""My work: all that waits for one person, what hurts first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.accounts.roles import memberships
from utblick.desk.dates import AHEAD, BEHIND, Whose, dates
from utblick.teamwork.finding import titles
from utblick.teamwork.models import Task
from utblick.ui.cutting import cut
from utblick.watch.models import Decision

NEVER = date.max


class When(Enum):
    """How near it is; in the order shown."""

    LATE = "late"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"
    ANY_DAY = "any_day"

    @property
    def label(self) -> Promise:
        return HEADINGS[self]


HEADINGS: dict[When, Promise] = {
    When.LATE: _("Should have been done"),
    When.WEEK: _("Within a week"),
    When.MONTH: _("Within a month"),
    When.LATER: _("Later"),
    When.ANY_DAY: _("Without a day"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what kind, its title and page; `beside` is what it belongs to or what was said."""

    on: date | None
    label: Promise
    title: str
    url: str
    beside: str = ""
    by: User | None = None
    task: int | None = None
    answer: int | None = None

    def when(self, today: date) -> When:
        if self.on is None:
            return When.ANY_DAY
        left = (self.on - today).days
        if left < 0:
            return When.LATE
        return When.WEEK if left <= 7 else When.MONTH if left <= 31 else When.LATER


def waiting(user: User, today: date) -> list[tuple[When, list[Waiting]]]:
    """In groups by how near it is; the longest overdue first, and of one day a person's own question first."""
    found = [*questions(user), *tasks(user), *_dates(user, today)]
    found.sort(key=lambda one: one.on or NEVER)
    groups = [(when, [one for one in found if one.when(today) is when]) for when in When]
    return [(when, rows) for when, rows in groups if rows]


def tasks(user: User) -> Iterator[Waiting]:
    open_ones = list(Task.objects.open().filter(owner=user).select_related("made_by").soonest_first())
    called = titles(open_ones)
    for one in open_ones:
        if of := called.get(one.key):
            by = one.made_by if one.made_by_id != user.pk else None
            # What is done on a page of its own is not ticked off here.
            url, ticked = one.address or one.get_absolute_url(), None if one.address else one.pk
            yield Waiting(one.due_on, _("Task"), one.title, url, of.title, by, task=ticked)


def questions(user: User) -> Iterator[Waiting]:
    """Questions asked of me, and answers to mine, in one query."""
    units = [one.unit_id for one in memberships(user) if one.unit_id]
    asked, answered = Decision.objects.asked_of(user, units), Decision.objects.answered_to(user)
    rows: Any = (asked | answered).select_related("item", "decided_by", "answered_by")
    for one in rows.defer("item__body", "item__facts", "item__summary"):
        closes = timezone.localdate(one.item.deadline) if one.item.deadline else None
        yield _answer_to_read(one, closes) if one.answered_at else _question(one, closes)


def _question(one: Decision, closes: date | None) -> Waiting:
    address = f"{reverse('watch:answer', args=[one.pk])}?next={reverse('desk:mine')}"
    by = one.decided_by if one.decided_by_id != one.assigned_to_id else None
    return Waiting(closes, _("Question to you"), one.item.title, address, one.reason, by)


def _answer_to_read(one: Decision, closes: date | None) -> Waiting:
    said = ". ".join(filter(None, [one.get_answer_display(), one.answer_text]))
    beside = cut(said, 160)
    return Waiting(
        closes,
        _("Answer to your question"),
        one.item.title,
        one.get_absolute_url(),
        beside,
        one.answered_by,
        answer=one.pk,
    )


def _dates(user: User, today: date) -> Iterator[Waiting]:
    for one in dates(Whose(user=user), today, behind=BEHIND, ahead=AHEAD):
        yield Waiting(one.on, one.label, one.title, one.url)


def soon(user: User, today: date, days: int) -> list[Task]:
    """The open tasks of a person that are due within so many days, or late: what the morning mail tells of."""
    due = Q(due_on__lte=today + timedelta(days=days))
    return list(Task.objects.open().filter(due, owner=user).soonest_first())
