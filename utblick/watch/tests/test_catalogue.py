import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.journal.models import Entry as Trail
from utblick.watch import catalogue, searches
from utblick.watch.connectors import connector
from utblick.watch.http import Door
from utblick.watch.models import Probe, Source, Subscription
from utblick.watch.tests.newsroom import Entry, Newsroom

CATALOGUE, SWITCH_ON = reverse("watch:catalogue"), reverse("watch:switch_on")


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, newsroom: Newsroom) -> tuple[catalogue.Entry, ...]:
    """A small catalogue whose sources are on this machine: one answers, one is a page with a feed, two do not answer."""
    newsroom.feeds["good"] = [Entry("1", "Ny utlysning")]
    newsroom.feeds["behind"] = [Entry("2", "Från flödet")]
    newsroom.raw["page"] = b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/behind">'
    newsroom.broken["ill"] = 500
    made = tuple(
        catalogue.Entry(key, key.title(), "Utgivaren", "eu", "sv", "feed", newsroom.url(key), "Om.", "About.")
        for key in ("good", "page", "gone", "ill")
    )
    monkeypatch.setattr(catalogue, "entries", lambda: made)
    return made


def allowed() -> Door:
    from django.conf import settings

    return Door(allow=settings.FETCH_ALLOW)


def test_every_entry_can_be_asked_and_has_a_theme_and_words_in_both_languages() -> None:
    entries = catalogue.entries()
    assert len(entries) >= 45
    assert len({one.key for one in entries}) == len({one.asked().address for one in entries}) == len(entries)
    for one in entries:
        asked = one.asked()
        assert connector(asked.kind).ask(asked.address).url.startswith("https://"), one.key
        assert one.theme in catalogue.THEMES
        assert one.sv.endswith(".")
        assert one.en.endswith(".")
        assert one.language in ("sv", "en")
    assert {one.theme for one in entries} == set(catalogue.THEMES)


def test_what_answers_is_read_and_what_does_not_says_why(
    here: Municipality, listed: tuple[catalogue.Entry, ...]
) -> None:
    good, page, gone, ill = catalogue.switch_on(listed, door=allowed())

    assert (good.subscription.name, good.subscription.theme) == ("Good", "EU:s institutioner")  # type: ignore[union-attr]
    assert page.subscription.source.address.endswith("/behind")  # type: ignore[union-attr]
    assert gone.subscription is None
    assert "Det finns inget" in gone.look.trouble
    assert "fel" in ill.look.trouble
    assert Subscription.objects.count() == 2


def test_how_each_answered_is_kept_for_the_whole_installation(
    here: Municipality, listed: tuple[catalogue.Entry, ...], newsroom: Newsroom
) -> None:
    catalogue.switch_on(listed, door=allowed())
    assert {one.key: one.error for one in Probe.objects.all()} == {
        "good": "", "page": "", "gone": "not_found", "ill": "server_trouble",
    }  # fmt: skip
    newsroom.feeds["gone"] = [Entry("3", "Tillbaka")]
    catalogue.switch_on(listed[2:3], door=allowed())
    assert Probe.objects.get(key="gone").error == ""


def test_a_source_that_is_ill_today_can_be_taken_all_the_same(
    here: Municipality, listed: tuple[catalogue.Entry, ...]
) -> None:
    (ill,) = catalogue.switch_on(listed[3:], anyway=True, door=allowed())
    assert ill.subscription is not None


def test_servers_are_asked_at_the_same_time_and_one_server_one_question_at_a_time(
    here: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {one.key: one.asked() for one in catalogue.entries()}
    hosts = catalogue.by_host(asked)
    assert sum(len(keys) for keys in hosts) == len(asked)
    assert max(hosts, key=len) == [one.key for one in catalogue.entries() if one.kind == "eu_calls"]


def test_a_server_that_answers_too_late_is_told_and_keeps_nobody_waiting(
    here: Municipality, listed: tuple[catalogue.Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "MOST_SECONDS", 0)
    done = catalogue.switch_on(listed, door=allowed())
    assert {one.look.error for one in done} <= {"too_slow", "", "not_found", "server_trouble"}
    assert all(one.subscription is None for one in done if one.look.error == "too_slow")


def test_a_theme_is_switched_on_from_the_page_and_off_again_with_a_way_back(
    client: Client, here: Municipality, listed: tuple[catalogue.Entry, ...]
) -> None:
    client.force_login(make_user(Role.COORDINATOR))
    assert "Ännu inte provad härifrån" in client.get(CATALOGUE).text
    done = client.post(SWITCH_ON, {"theme": "eu"}).text
    assert "Ny utlysning" in done
    assert "svarar inte" in done
    page = client.get(CATALOGUE).text
    assert "2 av 4 läses" in page
    made = Subscription.objects.get(name="Good")
    assert Trail.objects.filter(kind="watch.subscription", object_id=made.pk, act="created").exists()

    off = client.post(reverse("watch:withdraw_source", args=[made.pk]), follow=True).text
    assert reverse("watch:restore_source", args=[made.pk]) in off
    assert not Source.objects.get(pk=made.source_id).is_in_use
    client.post(reverse("watch:restore_source", args=[made.pk]))
    assert Source.objects.get(pk=made.source_id).is_in_use


def test_nothing_ticked_is_told(client: Client, here: Municipality, listed: tuple[catalogue.Entry, ...]) -> None:
    client.force_login(make_user(Role.COORDINATOR))
    answer = client.post(SWITCH_ON, {})
    assert answer.status_code == 422
    assert "Inget är valt" in answer.text


def test_others_see_the_catalogue_and_may_not_change_it(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = client.get(CATALOGUE)
    assert page.status_code == 200
    assert "checkbox" not in page.text
    assert client.post(SWITCH_ON, {"theme": "eu"}).status_code == 403


def test_a_programme_is_a_search_of_its_own(here: Municipality) -> None:
    cerv = next(one for one in catalogue.entries() if one.key == "eu-cerv")
    assert cerv.asked().address == searches.calls(programmes=["43251589"])
