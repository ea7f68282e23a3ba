"""What a decision-maker needs two minutes before the meeting: five things at the most, and what comes to the meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from utblick.accounts.models import User
from utblick.desk import mine
from utblick.desk.coming import Meetings, meetings
from utblick.desk.due import KINDS as OF_ALL
from utblick.desk.due import OCCASIONS
from utblick.desk.mine import NEVER, Waiting
from utblick.desk.since import Happened, happened
from utblick.followup.models import Report
from utblick.goals.models import PolicyDocument, Programme
from utblick.initiatives.dated import DatedRow, dated, soonest_first
from utblick.partners.reminders import reminders

MOST = 5
NEWEST = 6
A_MONTH = timedelta(days=30)
AHEAD = timedelta(days=60)
"""How long before its day a document is said to be due for revision: time for one meeting to prepare it, and one to decide."""

# Per kind: what is asked, and the page of the object by its key.
KINDS: dict[str, tuple[Promise, str]] = {
    "report": (_("Follow-up to read"), "followup:report"),
    "programme": (_("Draft programme to decide on"), "goals:programme"),
    "policy_review": OF_ALL["policy_review"],
    "policy_end": OF_ALL["policy_end"],
}


@dataclass(frozen=True, slots=True)
class Brief:
    """`since`: the day of the last meeting, or a month ago where there was none; `more`: what else waits beside `needs`."""

    meetings: Meetings
    needs: list[Waiting]
    more: int
    since: date
    happened: list[Happened]

    @property
    def newest(self) -> list[Happened]:
        return self.happened[:NEWEST]

    @property
    def before(self) -> list[Happened]:
        return self.happened[NEWEST:]


def brief(user: User, today: date) -> Brief:
    """Eight queries, and one more where the reader has tasks."""
    coming = meetings(user, today)
    since = coming.last or today - A_MONTH
    # What a colleague waits for this person to decide has no day of its own, and stands first.
    needs = sorted(_needs(user, coming, since, today), key=lambda one: (not one.decides, one.on or NEVER))
    return Brief(coming, needs[:MOST], len(needs[MOST:]), since, happened(since, today))


def _needs(user: User, coming: Meetings, since: date, today: date) -> Iterator[Waiting]:
    if count := len(coming.at_next):
        told = ngettext("%(count)s matter to decide", "%(count)s matters to decide", count) % {"count": count}
        yield Waiting(coming.next, _("At the next meeting"), told, "#meeting")
    yield from mine.questions(user)
    yield from mine.tasks(user)
    asked = [rows.filter(on__range=days) for rows, days in _of_documents(since, today)]
    yield from map(_told, soonest_first(asked, most=MOST))
    for one in reminders(today, user=user, since=today - A_MONTH):
        yield Waiting(one.on, OCCASIONS[one.occasion], one.agreement.title, one.agreement.get_absolute_url())


def _told(row: DatedRow) -> Waiting:
    label, url_name = KINDS[row.what]
    return Waiting(row.on, label, row.title, reverse(url_name, args=[row.key]))


def _of_documents(since: date, today: date) -> list[tuple[QuerySet[Any], tuple[date, date]]]:
    """What is to be read or decided, each with the days between which it is of interest."""
    due = (date.min, today + AHEAD)
    # A draft is decided on when those who were asked have had their time.
    sent = Max("referrals__answer_by", filter=Q(referrals__withdrawn_at=None))
    drafts = Programme.objects.drafts().annotate(answered_by=sent)
    documents = PolicyDocument.objects.in_force()
    reports = Report.objects.frozen().in_list()
    return [
        (dated(reports, "report", TruncDate("frozen_at"), title="title"), (since, today)),
        (
            dated(drafts, "programme", F("answered_by"), title="title"),
            (date.min, today - timedelta(days=1)),
        ),
        (dated(documents, "policy_review", F("review_on"), title="title"), due),
        (dated(documents, "policy_end", F("valid_until"), title="title"), due),
    ]
