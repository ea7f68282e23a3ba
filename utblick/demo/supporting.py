"""The day when the coordinator let support look in, since an officer did not find a thing, and what was looked at."""

from datetime import timedelta

from django.urls import reverse

from utblick.accounts import visiting
from utblick.accounts.models import SupportVisit, User
from utblick.demo import moments
from utblick.demo.people import Cast
from utblick.journal import clock
from utblick.tenancy import scope

DAYS = 9
PAGES = ("desk:home", "initiatives:list", "indicators:list", "followup:reports")


def support(cast: Cast) -> None:
    opened = moments.ago(cast.today, DAYS)
    with clock.at(opened):
        access = visiting.open_access(hours=4, purpose="Enhetens mätvärden syns inte i uppföljningen")
    operator = User.objects.get(is_operator=True)
    with scope.acting(cast.municipality, operator):
        with clock.at(opened + timedelta(minutes=25)):
            visit = SupportVisit.objects.create(
                access=access,
                person=cast.people["jonas"],
                operator=operator,
                reason="Ser efter vilka indikatorer skolan når från uppföljningen",
            )
        for number, name in enumerate(PAGES):
            with clock.at(visit.created_at + timedelta(minutes=2 * number)):
                visiting.note_page(visit, reverse(name))
        with clock.at(visit.created_at + timedelta(minutes=11)):
            visit.end()
    with clock.at(opened + timedelta(minutes=50)):
        access.withdraw()
