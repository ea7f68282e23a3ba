"""What sharing has to tell: an invitation from another municipality, the answer to ours, and who has begun to share."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from utblick.initiatives.models import Initiative
from utblick.sharing import crossing
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News
from utblick.tenancy import scope

EVENTS = (Event.INVITED, Event.JOINED, Event.DECLINED, Event.SHARED)
TOLD_FOR = timedelta(days=30)
"""How long it is news that another has answered, or has begun to share."""


def news(now: datetime, people: Everybody) -> Iterator[News]:
    """To the coordinators; an answer to who sent the invitation. Three queries, one more where there are answers."""
    # What another municipality did is about no object of ours: about all of us.
    here, since = scope.municipality(), now - TOLD_FOR
    for row in crossing.invitations().filter(answered=False):
        text = f"{row['initiative__title']} ({row['municipality__name']})"
        address = reverse("sharing:invitation", args=[row["pk"]])
        yield News(Event.INVITED, here, people.coordinators, str(row["pk"]), address=address, text=text)
    for pk, name in crossing.begun(since):
        address = reverse("sharing:works")
        yield News(Event.SHARED, here, people.coordinators, str(pk), address=address, text=name)
    yield from _answers(since, people)


def _answers(since: datetime, people: Everybody) -> Iterator[News]:
    rows = list(crossing.answers(since))
    ours = Initiative.objects.in_bulk([row["invitation__initiative_id"] for row in rows])
    for row in rows:
        initiative = ours[row["invitation__initiative_id"]]
        event = Event.JOINED if row["takes_part"] else Event.DECLINED
        users, address = people.answering(row["invitation__sent_by_id"]), reverse("sharing:joint", args=[initiative.pk])
        yield News(event, initiative, users, str(row["pk"]), address=address, text=row["municipality__name"])
