"""What goals have to tell: referrals that are to be answered, and units that have not."""

from collections.abc import Iterator
from datetime import date, timedelta

from utblick.goals.models import Consulted
from utblick.goals.referring import ANSWERING
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News

EVENTS = (Event.REFERRAL_DUE, Event.REFERRAL_MISSING)
AHEAD = timedelta(days=7)
OVERDUE = timedelta(days=60)


def news(today: date, people: Everybody) -> Iterator[News]:
    """The unit is reminded in the last week; the coordinators learn who is missing when the day has passed. One query."""
    near = {"referral__answer_by__range": (today - OVERDUE, today + AHEAD)}
    rows = Consulted.objects.awaited().filter(**near).select_related("referral__programme", "unit")
    for row in rows:
        day, programme = row.referral.answer_by, row.referral.programme
        key, facts = f"{row.pk}:{day}", (day, row.get_absolute_url(), str(row.unit))
        if row.is_late(today):
            yield News(Event.REFERRAL_MISSING, programme, people.coordinators, key, *facts)
        else:
            at_work = [one for one in people.at(row.unit_id) if not people.roles[one.pk].isdisjoint(ANSWERING)]
            yield News(Event.REFERRAL_DUE, programme, tuple(at_work) or people.coordinators, key, *facts)
