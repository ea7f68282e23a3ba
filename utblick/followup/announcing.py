"""What the follow-up has to tell: units whose part of a report is asked for, near its last day, or late."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.followup.models import Answer
from utblick.journal import clock
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News, bring_up_to, everybody
from utblick.tenancy import scope

EVENTS = (Event.ANSWER_ASKED, Event.ANSWER_DUE, Event.ANSWER_LATE)
AHEAD = timedelta(days=7)


def news(today: date, people: Everybody) -> Iterator[News]:
    """To the unit's officers, or to the coordinators where it has none; to the coordinators too once it is late. One query."""
    for answer in Answer.objects.awaited().told():
        last, users = answer.collection.answer_by, _answering(answer, people)
        event = Event.ANSWER_LATE if today > last else Event.ANSWER_DUE if today >= last - AHEAD else Event.ANSWER_ASKED
        everyone = (*users, *people.coordinators) if today > last else users
        told = tuple(dict.fromkeys(everyone))
        key = f"{answer.pk}:{last}"
        yield News(event, answer.collection.report, told, key, last, answer.get_absolute_url(), str(answer.unit))


def tell_now() -> None:
    """Tell at once what the next hour would: who asks the units, or moves the day, knows that they have heard."""
    with scope.acting(scope.municipality(), scope.current().user, sees_secrets=True):
        people = everybody()
        bring_up_to(news(timezone.localdate(clock.now()), people), EVENTS, people)


def _answering(answer: Answer, people: Everybody) -> tuple[User, ...]:
    found = tuple(user for user in people.at(answer.unit_id) if Role.OFFICER in people.roles[user.pk])
    return found or people.coordinators
