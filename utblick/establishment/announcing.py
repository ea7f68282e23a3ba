"""What establishment has to tell: enquiries that are new, and answers that are due."""

from collections.abc import Iterator
from datetime import date

from utblick.establishment.models import Enquiry
from utblick.initiatives.runway import working_days_before
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News

EVENTS = (Event.ENQUIRY, Event.ENQUIRY_DUE)
AHEAD = 1
"""Working days before the promised day."""


def news(today: date, people: Everybody) -> Iterator[News]:
    """To who answers for it; the coordinators too when the promised day has passed. One query."""
    for row in Enquiry.objects.waiting():
        users = people.answering(row.owner_id)
        page = row.get_absolute_url()
        yield News(Event.ENQUIRY, row, users, str(row.pk), address=page, text=row.company)
        if today >= working_days_before(row.answer_by, AHEAD):
            late = people.coordinators if today > row.answer_by else ()
            everyone = tuple(dict.fromkeys((*users, *late)))
            key = f"{row.pk}:{row.answer_by}"
            yield News(Event.ENQUIRY_DUE, row, everyone, key, row.answer_by, page, row.company)
