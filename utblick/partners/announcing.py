"""What partners have to tell: the dates of agreements, and promises that are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from utblick.partners.models import Agreement, Promise
from utblick.partners.reminders import ALL_AHEAD, OWNER_AHEAD, occasions
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News

EVENTS = (
    Event.AGREEMENT_REVIEW,
    Event.AGREEMENT_NOTICE,
    Event.AGREEMENT_END,
    Event.AGREEMENT_REST_OVER,
    Event.PROMISE,
)
PROMISE_AHEAD = timedelta(days=7)
OVERDUE = timedelta(days=60)


def news(today: date, people: Everybody) -> Iterator[News]:
    """To the owner first, later to the coordinators too. Two queries."""
    yield from _of_agreements(today, people)
    yield from _of_promises(today, people)


def _of_agreements(today: date, people: Everybody) -> Iterator[News]:
    rows = Agreement.objects.unended().filter(organisation__withdrawn_at=None).select_related("organisation")
    for row in rows:
        for occasion, on in occasions(row, today):
            users = {*people.one(row.owner_id)}
            if not users or on <= today + ALL_AHEAD:
                users.update(people.coordinators)
            if today - OVERDUE <= on <= today + OWNER_AHEAD:
                key = f"{row.pk}:{on}"
                yield News(Event(occasion), row, tuple(users), key, on, row.get_absolute_url())


def _of_promises(today: date, people: Everybody) -> Iterator[News]:
    """Ours; theirs stand among what is due."""
    rows = Promise.objects.open().filter(side=Promise.Side.OURS)
    near = rows.filter(due_on__range=(today - OVERDUE, today + PROMISE_AHEAD))
    for row in near.select_related("contact__organisation"):
        assert row.due_on
        users = {*people.answering(row.owner_id or row.contact.owner_id)}
        if row.due_on < today:
            users.update(people.coordinators)
        key = f"{row.pk}:{row.due_on}"
        yield News(Event.PROMISE, row.contact, tuple(users), key, row.due_on, row.get_absolute_url(), row.text)
