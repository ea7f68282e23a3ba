"""The health of a source: its habit, its outages, and what the coordinator is told, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal import clock
from utblick.tenancy import scope
from utblick.ui.differing import differences
from utblick.watch import attention, harvest
from utblick.watch.connectors import pages
from utblick.watch.habits import habit
from utblick.watch.models import Outage, Sighting, Source, Subscription
from utblick.watch.tests.make import make_item, make_source
from utblick.watch.tests.newsroom import Entry, Newsroom
from utblick.watch.tests.test_pages import TITLES, news

TODAY = date(2026, 5, 8)


def days(*back: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in back]


def bring(source: Source, *back: int) -> None:
    """News of the source so many days ago."""
    for number in back:
        at = timezone.localtime().replace(hour=10) - timedelta(days=number)
        item = make_item(source=source, found_at=at)
        Sighting.objects.filter(item=item).update(seen_at=at)
    Source.objects.filter(pk=source.pk).update(
        answered_at=timezone.now(), news_at=timezone.now() - timedelta(days=min(back))
    )


def test_a_habit_is_how_long_a_source_usually_pauses() -> None:
    weekly = habit(days(0, 7, 14, 21, 28, 35))
    assert weekly is not None
    assert weekly.longest_usual == timedelta(days=7)
    assert weekly.silent_since(TODAY + timedelta(days=14)) is None
    assert weekly.silent_since(TODAY + timedelta(days=15)) == TODAY
    assert habit(days(0, 7, 14, 21)) is None


def test_one_summer_pause_does_not_make_a_daily_source_a_monthly_one() -> None:
    told = habit(days(*range(20), 50, *range(51, 70)))
    assert told is not None
    assert told.longest_usual == timedelta(days=1)
    assert told.silent_since(TODAY + timedelta(days=7)) is None
    assert told.silent_since(TODAY + timedelta(days=8)) == TODAY


def test_an_outage_is_one_however_often_the_source_was_asked(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Ett")]
    source = make_source(newsroom.url("a"))
    harvest.poll()
    newsroom.broken["a"] = 500
    for _ in range(3):
        harvest.poll()
    newsroom.broken["a"] = 404
    harvest.poll()
    assert Outage.objects.get().error == "not_found"
    newsroom.broken.clear()
    harvest.poll()
    harvest.poll()

    outage = Outage.objects.get()
    assert outage.source == source
    assert outage.ended_at is not None


def test_the_coordinator_is_told_at_once_of_what_will_not_pass_and_of_the_rest_after_a_day(here: Municipality) -> None:
    now = timezone.now()
    gone, ill, long_ill = (make_source(error=code) for code in ("not_found", "server_trouble", "server_trouble"))
    for source, since in ((gone, 1), (ill, 1), (long_ill, 30)):
        Outage.objects.create(source=source, error=source.error, began_at=now - timedelta(hours=since))

    told = attention.notices(now)
    assert [notice.subscription.source for notice in told] == [long_ill, gone]
    assert "Det finns inget" in told[1].words


@pytest.mark.parametrize(
    ("facts", "days", "words"),
    [
        ({"error": "server_trouble"}, 2, "Vi försöker igen senare."),
        ({"error": "server_trouble"}, 20, "Det har varit så i 20 dagar. Se på dess egen sida om den har flyttat"),
        ({"error": "not_a_feed"}, 2, "Låt Utblick söka rätt adress."),
        ({"error": "not_json", "connector": "eu_calls"}, 2, "Säg till den som driver Utblick"),
    ],
)
def test_what_to_do_about_a_source_is_told_beside_its_trouble(
    here: Municipality, client: Client, facts: dict[str, str], days: int, words: str
) -> None:
    now = timezone.now()
    source = make_source(**facts, answered_at=now - timedelta(days=days))  # type: ignore[arg-type]
    Outage.objects.create(source=source, error=source.error, began_at=now - timedelta(days=days))
    assert words in attention.notices(now)[0].words
    client.force_login(make_user(Role.COORDINATOR))
    assert words in client.get(reverse("watch:sources")).text


def test_what_has_been_seen_is_not_told_again_until_something_new_happens(here: Municipality) -> None:
    now = timezone.now()
    source = make_source(error="not_found")
    outage = Outage.objects.create(source=source, error="not_found", began_at=now - timedelta(days=3))
    (notice,) = attention.notices(now)
    attention.note_seen(notice.subscription, now)
    assert attention.notices(now + timedelta(days=30)) == []

    outage.ended_at = now + timedelta(days=1)
    outage.save()
    Outage.objects.create(source=source, error="not_found", began_at=now + timedelta(days=2))
    assert len(attention.notices(now + timedelta(days=3))) == 1


def test_that_a_source_answers_again_is_told_until_it_is_seen(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Ett")]
    make_source(newsroom.url("a"))
    newsroom.broken["a"] = 404
    harvest.poll()
    newsroom.broken.clear()
    harvest.poll()
    now = timezone.now()

    (notice,) = attention.notices(now)
    assert "svarar som den ska igen" in notice.words
    assert "Det finns inget" in notice.words
    assert attention.notices(now + timedelta(days=8)) == []
    attention.note_seen(notice.subscription, now)
    assert attention.notices(now) == []


def test_what_passed_by_itself_and_was_never_told_is_not_told_to_be_over(here: Municipality) -> None:
    now = timezone.now()
    with clock.at(now - timedelta(days=99)):
        short, old, long_ill = make_source(), make_source(), make_source()
    before_us = make_source()
    ends = ((short, 3, 1), (old, 400, 190), (long_ill, 30, 0), (before_us, 40, 1))
    for source, began, ended in ends:
        hours = {"began_at": now - timedelta(hours=began), "ended_at": now - timedelta(hours=ended)}
        Outage.objects.create(source=source, error="server_trouble", **hours)

    assert [notice.subscription.source for notice in attention.notices(now)] == [long_ill]


def test_that_a_silent_source_has_something_new_again_is_told(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Ett")]
    source = make_source(newsroom.url("a"))
    bring(source, 40, 41, 42, 43, 44, 45)
    assert "40 dagar" in attention.notices(timezone.now())[0].words
    harvest.poll()

    (notice,) = attention.notices(timezone.now())
    assert notice.words == "Den har något nytt igen."
    harvest.poll()
    assert Outage.objects.count() == 1


def test_one_municipality_having_seen_it_does_not_silence_it_for_another(here: Municipality) -> None:
    now = timezone.now()
    source = make_source(error="not_found")
    Outage.objects.create(source=source, error="not_found", began_at=now - timedelta(days=3))
    with scope.acting(make_municipality()):
        Subscription.objects.create(source=source, name="Vår")
        attention.note_seen(Subscription.objects.get(), now)
        assert attention.notices(now) == []
    assert len(attention.notices(now)) == 1


def test_a_source_that_is_unusually_silent_is_told_and_a_quiet_one_is_not(here: Municipality) -> None:
    silent, quiet = make_source(), make_source()
    bring(silent, 40, 41, 42, 43, 44, 45)
    bring(quiet, 20, 50, 80, 110, 140)

    (notice,) = attention.notices(timezone.now())
    assert notice.subscription.source == silent
    assert "40 dagar" in notice.words


def test_the_first_page_names_the_source_once_and_only_to_the_coordinator(client: Client, officer: User) -> None:
    source = make_source(error="gone")
    Outage.objects.create(source=source, error="gone", began_at=timezone.now() - timedelta(hours=2))
    client.force_login(officer)
    assert "Källor som behöver ses över" not in client.get("/").text
    client.force_login(make_user(Role.COORDINATOR))
    assert "Källor som behöver ses över" in client.get("/").text
    subscription = Subscription.objects.get()
    client.post(reverse("watch:note_seen", args=[subscription.pk]))
    assert "Källor som behöver ses över" not in client.get("/").text


def test_a_sources_own_page_tells_its_health_history_and_latest(
    client: Client, officer: User, newsroom: Newsroom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    newsroom.feeds["a"] = [Entry(str(n), f"Nyhet {n}") for n in range(12)]
    make_source(newsroom.url("a"))
    harvest.poll()
    newsroom.broken["a"] = 404
    harvest.poll()
    page = reverse("watch:source", args=[Subscription.objects.get().pk])
    client.force_login(officer)
    client.get(page)
    with django_assert_max_num_queries(14):
        text = client.get(page).text

    assert "Gav 12 nya poster" in text
    assert "Det finns inget" in text
    assert "Nyhet 3" in text


def test_the_pages_of_a_source_are_its_municipalitys_own(client: Client, here: Municipality) -> None:
    make_source()
    ours = Subscription.objects.get()
    with scope.acting(make_municipality("Grannkommun")) as other:
        client.force_login(make_user(Role.COORDINATOR))
        host = other.municipality.hosts  # type: ignore[union-attr]
    for name in ("source", "rename_source"):
        assert client.get(reverse(f"watch:{name}", args=[ours.pk]), headers={"host": host}).status_code == 404


def test_a_source_that_is_ill_offers_the_way_to_the_right_address_and_tells_that_it_was_seen(
    client: Client, here: Municipality
) -> None:
    source = make_source(error="not_found")
    Outage.objects.create(source=source, error="not_found", began_at=timezone.now())
    client.force_login(make_user(Role.COORDINATOR))
    page = reverse("watch:source", args=[Subscription.objects.get().pk])
    text = client.get(page).text
    assert "Jag har sett det" in text
    assert f"{reverse('watch:add_source')}?address=https%3A//example.org" in text
    client.post(reverse("watch:note_seen", args=[Subscription.objects.get().pk]))
    text = client.get(page).text
    assert "Jag har sett det" not in text
    assert "Sett " in text


def test_a_source_is_renamed_with_a_trace(client: Client, here: Municipality) -> None:
    make_source()
    ours = Subscription.objects.get()
    client.force_login(make_user(Role.COORDINATOR))
    client.post(
        reverse("watch:rename_source", args=[ours.pk]), {"name": "Nytt namn", "theme": "EU", "revision": ours.revision}
    )
    ours.refresh_from_db()
    assert (ours.name, ours.theme) == ("Nytt namn", "EU")


def test_a_source_that_asked_us_to_wait_is_not_hurried(client: Client, here: Municipality) -> None:
    later = datetime(2099, 1, 1, tzinfo=UTC)
    source = make_source(error="slow_down", next_at=later, failures=1)
    client.force_login(make_user(Role.COORDINATOR))
    ours = Subscription.objects.get().pk
    client.post(reverse("watch:read_one_now", args=[ours]))
    source.refresh_from_db()
    assert source.next_at == later
    page = client.get(reverse("watch:source", args=[ours])).text
    assert "högst ett dygn. Den läses igen 2099-01-01 01:00." in page
    assert "Läs av nu" not in page


def test_what_changed_on_a_watched_page_can_be_read(client: Client, officer: User, newsroom: Newsroom) -> None:
    newsroom.raw["page"] = news(*TITLES)
    make_source(pages.joined(newsroom.url("page"), pages.WHOLE, "@content"), connector="page")
    harvest.poll()
    newsroom.raw["page"] = news("Öppen utlysning för stora projekt", *TITLES[1:])
    harvest.poll()
    client.force_login(officer)
    text = client.get(reverse("watch:source", args=[Subscription.objects.get().pk])).text

    assert "Vad som ändrades på sidan" in text
    assert "</span>små</del>" in text
    assert "</span>stora</ins>" in text


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a b c", "a b c", []),
        ("sista dag 1 maj", "sista dag 8 maj", [("same", "sista dag"), ("gone", "1"), ("new", "8"), ("same", "maj")]),
        ("", "ny text", [("new", "ny text")]),
    ],
)
def test_a_difference_is_told_word_by_word(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert [(piece.kind, piece.text) for piece in differences(before, after)] == told


def test_long_stretches_without_change_are_left_out() -> None:
    words = " ".join(f"ord{n}" for n in range(100))
    told = differences(f"{words} x {words}", f"{words} y {words}")
    assert told[0].text.startswith("… ord92")
    assert told[-1].text.endswith("ord7 …")
