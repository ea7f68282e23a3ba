"""Asks every room what is news, and has it told: the bell of each person at each hour."""

from datetime import datetime

from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.desk import announcing, doubt
from utblick.establishment import announcing as establishment
from utblick.followup import announcing as followup
from utblick.goals import announcing as goals
from utblick.initiatives import announcing as initiatives
from utblick.partners import announcing as partners
from utblick.projects import announcing as projects
from utblick.sharing import announcing as sharing
from utblick.teamwork.news import bring_up_to, everybody
from utblick.tenancy import scope
from utblick.watch import announcing as watch

EVENTS = (
    *announcing.EVENTS,
    *doubt.EVENTS,
    *establishment.EVENTS,
    *followup.EVENTS,
    *goals.EVENTS,
    *initiatives.EVENTS,
    *partners.EVENTS,
    *projects.EVENTS,
    *sharing.EVENTS,
    *watch.EVENTS,
)


def remind_all(now: datetime) -> int:
    """How many notices are new, in all municipalities. Run twice, or killed half-way and run again, it tells each once."""
    count = 0
    for municipality in Municipality.objects.all():
        with scope.acting(municipality, sees_secrets=True):
            count += remind(now)
    return count


def remind(now: datetime) -> int:
    """The same for the municipality of the running work, which must see secrets to tell those who may."""
    today, people = timezone.localdate(now), everybody()
    news = [
        *announcing.news(people),
        *doubt.news(now, people),
        *establishment.news(today, people),
        *followup.news(today, people),
        *goals.news(today, people),
        *initiatives.news(today, people),
        *partners.news(today, people),
        *projects.news(today, people),
        *sharing.news(now, people),
        *watch.news(now, people),
    ]
    return bring_up_to(news, EVENTS, people)
