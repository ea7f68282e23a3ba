from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from utblick.initiatives.models import Step
from utblick.initiatives.tests.make import make_step
from utblick.site.tests.make import Shown


def read(client: Client, language: str = "sv") -> tuple[Calendar, dict[str, object]]:
    answer = client.get(reverse("outreach:calendar", args=[language]))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return calendar, {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_the_calendar_tells_events_and_exchanges_as_whole_days(client: Client, shown: Shown) -> None:
    calendar, events = read(client)
    event = events["Gränsdagen"]
    first = timezone.localdate() + timedelta(days=30)

    assert str(calendar["x-wr-calname"]) == "Provkommun i världen"
    assert calendar["version"] == "2.0"
    assert set(events) == {"Gränsdagen", "Klassresan"}
    assert event["dtstart"].dt == first
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["dtend"].dt == first + timedelta(days=2), "the day after the last"
    assert str(event["location"]) == "Gäddede, Sverige"
    assert event["status"] == "CONFIRMED"


def test_an_event_of_one_day_ends_the_day_after(client: Client, shown: Shown) -> None:
    day = timezone.localdate() + timedelta(days=3)
    make_step(initiative=shown.initiative, title="Endag", starts_on=day, ends_on=None, status=Step.Status.PLANNED)

    assert read(client)[1]["Endag"]["dtend"].dt == day + timedelta(days=1)


def test_an_event_keeps_its_identity_in_both_languages_and_counts_its_changes(client: Client, shown: Shown) -> None:
    before = read(client)[1]["Gränsdagen"]
    assert read(client, "en")[1]["The border day"]["uid"] == before["uid"]
    shown.meeting.title = "Stora gränsdagen"
    shown.meeting.save()
    after = read(client)[1]["Stora gränsdagen"]

    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1


def test_what_is_called_off_is_called_off_in_the_calendars_of_others(client: Client, shown: Shown) -> None:
    shown.meeting.status = Step.Status.CANCELLED
    shown.meeting.save()

    assert read(client)[1]["Gränsdagen"]["status"] == "CANCELLED"
    assert "Gränsdagen" not in client.get(reverse("site:front", args=["sv"])).text


def test_projects_and_what_has_no_day_are_not_in_the_calendar(client: Client, shown: Shown) -> None:
    make_step(initiative=shown.initiative, kind=Step.Kind.PROJECT, title="Projekt", ends_on=None)
    make_step(initiative=shown.initiative, title="Någon gång", starts_on=None, ends_on=None)

    assert set(read(client)[1]) == {"Gränsdagen", "Klassresan"}
