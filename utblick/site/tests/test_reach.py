"""How often the pages of campaigns are read is counted, once each, without anything of who read them."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.campaigns import counting
from utblick.campaigns.counting import Counted, Reached, reached
from utblick.campaigns.models import CampaignPage, Reach
from utblick.campaigns.pages import offered
from utblick.campaigns.tests.make import make_campaign, make_campaign_page
from utblick.initiatives.tests.make import make_initiative
from utblick.site.reach import crowd as crowding
from utblick.site.reach import tally
from utblick.site.reach.readers import SEARCHES, SOCIAL
from utblick.site.written.tests.make import make_page
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
FRONT = "/public/sv/"


@pytest.fixture
def page(here: Municipality) -> CampaignPage:
    caches["pages"].clear()
    crowding.crowd._seen.clear()
    return make_campaign_page(make_campaign(slug="fjall"))


@pytest.fixture
def browser(client: Client) -> Client:
    client.defaults["HTTP_USER_AGENT"] = FIREFOX
    return client


def counted() -> dict[tuple[str, str], int]:
    return {(row.language, row.origin): row.views for row in Reach.objects.all()}


def test_each_page_that_a_browser_asks_for_is_a_view_kept_or_not(browser: Client, page: CampaignPage) -> None:
    for _again in range(3):
        assert browser.get(FRONT).status_code == 200
    browser.get("/public/en/")
    browser.get("/public/sv/goals/")
    assert counted() == {("sv", "direct"): 3, ("en", "direct"): 1}
    assert set(Reach.objects.values_list("day", flat=True)) == {timezone.localdate()}


def test_whoever_asks_again_and_again_is_counted_sixty_times_a_minute_and_no_more(
    browser: Client, page: CampaignPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowding, "EACH", 2)
    for address, times in (("198.51.100.7", 4), ("198.51.100.8", 1)):
        for _again in range(times):
            browser.get(FRONT, REMOTE_ADDR=address)
    assert counted() == {("sv", "direct"): 3}
    monkeypatch.setattr(crowding, "monotonic", lambda: 1e9)
    browser.get(FRONT, REMOTE_ADDR="198.51.100.7")
    assert counted() == {("sv", "direct"): 4}, "the next minute begins anew"


def test_a_browser_that_only_asks_whether_the_page_is_still_the_same_reads_it_too(
    browser: Client, page: CampaignPage
) -> None:
    etag = browser.get(FRONT).headers["ETag"]
    assert browser.get(FRONT, headers={"If-None-Match": etag}).status_code == 304
    assert counted() == {("sv", "direct"): 2}


def test_where_readers_came_from_is_kept_as_a_kind_of_place_only(browser: Client, page: CampaignPage) -> None:
    came = [
        "https://www.google.se/",
        "https://duckduckgo.com/",
        "https://l.facebook.com/x?y=z",
        "https://op.se/nyhet/1",
    ]
    came += [f"http://{browser.defaults['HTTP_HOST']}/public/sv/goals/", "http://[::1", ""]
    for referer in came:
        browser.get(FRONT, headers={"Referer": referer})
    browser.get(f"{FRONT}?kampanj=fjall", headers={"Referer": "https://op.se/"})
    browser.get(f"{FRONT}?kampanj=another")
    assert counted() == {
        ("sv", "search"): 2,
        ("sv", "social"): 1,
        ("sv", "other"): 1,
        ("sv", "own"): 1,
        ("sv", "direct"): 3,
        ("sv", "short"): 1,
    }
    assert reached(Reach.objects.all(), "page") == {page.pk: Reached(9, 8)}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": "curl/8.5"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Cache-Control": "max-age=0"},
        {"Cache-Control": "no-cache"},
    ],
)
def test_robots_what_is_fetched_ahead_and_reloads_are_not_counted(
    browser: Client, page: CampaignPage, headers: dict[str, str]
) -> None:
    assert browser.get(FRONT, headers=headers).status_code == 200
    assert not Reach.objects.exists()


def test_neither_are_those_who_work_here_nor_who_only_asks_for_the_head(
    browser: Client, page: CampaignPage, coordinator: User
) -> None:
    browser.head(FRONT)
    browser.force_login(coordinator)
    browser.get(FRONT)
    assert not Reach.objects.exists()


def test_only_the_days_of_the_campaign_are_counted_and_nothing_withdrawn_called_off_or_secret(
    browser: Client, page: CampaignPage
) -> None:
    step, today = page.campaign.step, timezone.localdate()
    for first, last in ((-9, -1), (1, 9)):
        step.starts_on, step.ends_on = today + timedelta(days=first), today + timedelta(days=last)
        step.save()
        browser.get(FRONT)
    step.starts_on, step.ends_on, step.status = today, today, "cancelled"
    step.save()
    browser.get(FRONT)
    step.status = "running"
    step.save()
    whole = page.campaign.initiative
    with scope.acting(scope.municipality(), sees_secrets=True):
        whole.secrecy_ground = "OSL 19 kap. 3 §"
        whole.save()
        browser.get(FRONT)
        assert browser.get("/k/fjall/").status_code == 404
        assert not Reach.objects.exists()
        whole.secrecy_ground = ""
        whole.save()
    browser.get(FRONT)
    page.withdraw()
    browser.get(FRONT)
    assert counted() == {("sv", "direct"): 1}


def test_a_page_of_two_campaigns_is_counted_in_both(browser: Client, page: CampaignPage) -> None:
    other = make_campaign_page(make_campaign(slug="host"))
    browser.get(f"{FRONT}?kampanj=host")
    rows = Reach.objects.values_list("page", "origin", "views")
    assert set(rows) == {(page.pk, "direct", 1), (other.pk, "short", 1)}


def test_a_written_page_is_counted_in_every_language_that_it_can_be_asked_for_in(
    browser: Client, here: Municipality
) -> None:
    make_page("Flytta hit")
    told = next(one for one in offered() if one.title == "Flytta hit")
    make_campaign_page(make_campaign(), told.key)
    for language in ("sv", "de", "de"):
        assert browser.get(told.addresses[language]).status_code == 200
    assert counted() == {("sv", "direct"): 1, ("de", "direct"): 2}


def test_an_initiative_or_a_vacant_site_that_a_campaign_leads_to_is_counted(
    browser: Client, here: Municipality
) -> None:
    shown = make_initiative("Insatsen", published=True)
    make_campaign_page(make_campaign(), f"site:initiative:{shown.pk}")
    make_campaign_page(make_campaign(), "site:vacant_sites")
    browser.get(reverse("site:initiative", args=["en", shown.pk]))
    browser.get(reverse("site:vacant_sites", args=["de"]))
    assert counted() == {("en", "direct"): 1, ("de", "direct"): 1}


def test_the_short_address_leads_to_the_first_page_that_can_be_read_in_the_visitors_language(
    browser: Client, here: Municipality
) -> None:
    hidden = make_initiative(published=False)
    campaign = make_campaign(slug="ut", ends_on=date(2026, 1, 2), starts_on=date(2026, 1, 1), status="done")
    make_campaign_page(campaign, f"site:initiative:{hidden.pk}", position=0)
    assert browser.get("/k/ut/").headers["Location"] == f"{reverse('site:home')}?kampanj=ut"
    make_campaign_page(campaign, "site:goals", position=1)
    answer = browser.get("/k/ut/", headers={"Accept-Language": "en-GB,sv;q=0.5"})
    assert answer.headers["Location"] == "/public/en/goals/?kampanj=ut"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert browser.get("/k/nowhere/").status_code == 404


def test_a_kept_page_costs_no_query_more_for_being_counted(browser: Client, page: CampaignPage, settings: Any) -> None:
    settings.REACH_SECONDS = 3600
    browser.get(FRONT)
    with CaptureQueriesContext(connection) as asked:
        browser.get(f"{FRONT}?kampanj=fjall")
    assert len(asked) == 1
    assert not Reach.objects.exists(), "it waits in memory"
    tally.tally.write()
    assert counted() == {("sv", "direct"): 1, ("sv", "short"): 1}
    tally.tally.write()
    assert sum(counted().values()) == 2


def test_what_cannot_be_written_now_is_written_next_time(
    browser: Client, page: CampaignPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(counts: Any) -> None:
        raise DatabaseError("locked")

    with monkeypatch.context() as patched:
        patched.setattr(tally, "add", refused)
        browser.get(FRONT)
    browser.get(FRONT)
    assert counted() == {("sv", "direct"): 2}


def test_two_processes_that_count_the_same_add_up(page: CampaignPage) -> None:
    key = Counted(page.municipality_id, page.pk, timezone.localdate(), "sv", "direct")
    for views in (3, 4):
        counting.add(Counter({key: views, key._replace(language="en"): 1}))
    assert counted() == {("sv", "direct"): 7, ("en", "direct"): 2}


def test_the_kinds_of_places_are_known_by_the_end_of_their_names() -> None:
    assert SEARCHES.search("news.google.co.uk")
    assert not SEARCHES.search("google.evil.example")
    assert SOCIAL.search("m.facebook.com")
    assert not SOCIAL.search("notfacebook.com")
    assert not SOCIAL.search("facebook.com.example")
