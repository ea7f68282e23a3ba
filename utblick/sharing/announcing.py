"""What sharing has to tell: an invitation, the answer to ours, either taken back, and who has begun to share."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from utblick.initiatives.models import Initiative
from utblick.journal import clock
from utblick.sharing import crossing
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News, bring_up_to, everybody
from utblick.tenancy import scope

EVENTS = (Event.INVITED, Event.JOINED, Event.DECLINED, Event.LEFT, Event.TAKEN_BACK, Event.SHARED)
TOLD_FOR = timedelta(days=30)
"""How long it is news that another has answered, has taken back its answer or its invitation, or has begun to share."""


def news(now: datetime, people: Everybody) -> Iterator[News]:
    """To the coordinators; what becomes of an invitation to who sent it or accepted it. Three queries, one more where it is so."""
    # What another municipality did is about no object of ours: about all of us.
    here, since = scope.municipality(), now - TOLD_FOR
    asked, answers = list(crossing.asked_of_us(since)), list(crossing.answers(since))
    for row in asked:
        if not row["lost_at"]:
            text = f"{row['title']} ({row['municipality__name']})"
            address = reverse("sharing:invitation", args=[row["pk"]])
            yield News(Event.INVITED, here, people.coordinators, str(row["pk"]), address=address, text=text)
    for pk, name in crossing.begun(since):
        address = reverse("sharing:works")
        yield News(Event.SHARED, here, people.coordinators, str(pk), address=address, text=name)
    lost = [row for row in asked if row["lost_at"]]
    ours = Initiative.objects.in_bulk(
        [*(r["joined"] for r in lost), *(r["invitation__initiative_id"] for r in answers)]
    )
    yield from _answers(answers, ours, people)
    for row in lost:
        users, key = people.answering(row["joined_by"]), _once(row["pk"], row["lost_at"])
        facts = {"address": reverse("sharing:together"), "text": row["municipality__name"]}
        yield News(Event.TAKEN_BACK, ours[row["joined"]], users, key, **facts)


def _answers(rows: list[dict[str, Any]], ours: dict[int, Initiative], people: Everybody) -> Iterator[News]:
    for row in rows:
        initiative = ours[row["invitation__initiative_id"]]
        event = Event.LEFT if row["left_at"] else Event.JOINED if row["takes_part"] else Event.DECLINED
        users, address = people.answering(row["invitation__sent_by_id"]), reverse("sharing:joint", args=[initiative.pk])
        yield News(
            event, initiative, users, _once(row["pk"], row["left_at"]), address=address, text=row["municipality__name"]
        )


def _once(pk: int, at: datetime | None) -> str:
    """The same may be taken back more than once."""
    return f"{pk}:{at:%y%m%d%H%M%S}" if at else str(pk)


def tell_now(other: int) -> None:
    """What the running work has just done to another municipality is told there at once, and what it has undone no more."""
    with crossing.other_side(other):
        people = everybody()
        bring_up_to(news(clock.now(), people), EVENTS, people)
