"""My work: all that waits for one person, what hurts first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, Value
from django.db.models import When as WhenSo
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
from utblick.watch.models import ActorQuestion, Decision, OwnAnswer

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
    by: str = ""
    decides: bool = False
    """Whether a colleague waits for this person's decision."""
    task: int | None = None
    read: str = ""
    """Where it is told that the answer has been read."""

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
            by = str(one.made_by) if one.made_by and one.made_by_id != user.pk else ""
            # What is done on a page of its own is not ticked off here.
            url, ticked = one.address or one.get_absolute_url(), None if one.address else one.pk
            yield Waiting(one.due_on, _("Task"), one.title, url, of.title, by, bool(one.awaits), ticked)


def questions(user: User) -> Iterator[Waiting]:
    """Questions asked of me, and answers to mine of colleagues and local actors, in one query."""
    units = [one.unit_id for one in memberships(user) if one.unit_id]
    mine: Any = Decision.objects.asked_of(user, units) | Decision.objects.answered_to(user)
    asker = Case(WhenSo(decided_by=F("assigned_to"), then=Value("")), default=F("decided_by__name"))
    rows = _told(mine, "decision", F("reason"), asker, F("answered_by__name"))
    from_actors: Any = ActorQuestion.objects.answered_to(user)
    rows = rows.union(
        _told(from_actors, "actor", F("question"), F("asked_by__name"), F("actor__name")), all=True
    ).order_by()
    for told in rows:
        asked = Asked(*told)
        yield _answer_to_read(asked) if asked.answered_at else _question(asked)


class Asked(NamedTuple):
    """A question about an item, to a colleague or a local actor, and its answer."""

    pk: int
    item: int
    title: str
    deadline: datetime | None
    answered_at: datetime | None
    answer: str
    answer_text: str
    of: str
    question: str
    asker: str
    answerer: str | None

    @property
    def closes(self) -> date | None:
        return timezone.localdate(self.deadline) if self.deadline else None


def _told(rows: Any, of: str, question: F, asker: F | Case, answerer: F) -> Any:
    told = {"of": Value(of), "said": question, "asker": asker, "answerer": answerer}
    names = "pk", "item_id", "item__title", "item__deadline", "answered_at", "answer", "answer_text"
    return rows.order_by().annotate(**told).values_list(*names, *told)


def _question(one: Asked) -> Waiting:
    address = f"{reverse('watch:answer', args=[one.pk])}?next={reverse('desk:mine')}"
    return Waiting(one.closes, _("Question to you"), one.title, address, one.question, one.asker)


def _answer_to_read(one: Asked) -> Waiting:
    answers, read = (OwnAnswer.Verdict, "actor_answer_read") if one.of == "actor" else (Decision.Answer, "answer_read")
    said = ". ".join(filter(None, [str(answers(one.answer).label), one.answer_text]))
    page, done = reverse("watch:item", args=[one.item]), reverse(f"watch:{read}", args=[one.pk])
    return Waiting(
        one.closes, _("Answer to your question"), one.title, page, cut(said, 160), one.answerer or "", read=done
    )


def _dates(user: User, today: date) -> Iterator[Waiting]:
    for one in dates(Whose(user=user), today, behind=BEHIND, ahead=AHEAD):
        yield Waiting(one.on, one.label, one.title, one.url)


def soon(user: User, today: date, days: int) -> list[Task]:
    """The open tasks of a person that are due within so many days, or late: what the morning mail tells of."""
    due = Q(due_on__lte=today + timedelta(days=days))
    return list(Task.objects.open().filter(due, owner=user).soonest_first())
