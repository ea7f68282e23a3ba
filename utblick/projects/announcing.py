"""What projects have to tell: the programme's money that is to be claimed."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from utblick.projects.models import Claim
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News

EVENTS = (Event.CLAIM,)
# A claim takes weeks to put together; in the last one, somebody else must ask too.
OWNER_AHEAD, ALL_AHEAD = timedelta(days=30), timedelta(days=7)
OVERDUE = timedelta(days=60)


def news(today: date, people: Everybody) -> Iterator[News]:
    """Claims not handed in: to who answers for the initiative, later to the coordinators too. One query."""
    rows = Claim.objects.standing().filter(asked_on=None, project__step__withdrawn_at=None)
    near = rows.filter(due_on__range=(today - OVERDUE, today + OWNER_AHEAD)).exclude(project__stage="rejected")
    for claim in near.select_related("initiative", "project__step"):
        users = {*people.answering(claim.initiative.owner_id)}
        if claim.due_on <= today + ALL_AHEAD:
            users.update(people.coordinators)
        address = reverse("projects:claims", args=[claim.project_id])
        key = f"{claim.pk}:{claim.due_on}"
        yield News(Event.CLAIM, claim.initiative, tuple(users), key, claim.due_on, address, str(claim.project))
