"""What the public meets: the page, what machines read of it, its languages, and what has moved."""

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from utblick.accounts.models import Municipality, User
from utblick.site.tests.make import Shown
from utblick.site.written.models import ActivityPage, CompanyPage, EventPage, FactsPage, PlacePage, StayPage, TextPage
from utblick.site.written.tasks import keep_pages
from utblick.site.written.tests.make import make_page, make_translation, section

pytestmark = pytest.mark.usefixtures("standing")

LIVE = ["live_ongoing", "live_partners", "live_calendar", "live_figures", "live_goals", "live_sites"]
KINDS = [
    (TextPage, {}, "Article"),
    (
        PlacePage,
        {"street": "Storgatan 1", "latitude": 63.8, "longitude": 15.5, "opening": "Alltid"},
        "TouristAttraction",
    ),
    (ActivityPage, {"suits": "Barn", "season": "Vinter"}, "TouristAttraction"),
    (StayPage, {"kind": "Campground", "beds": 40, "telephone": "0670-100 00"}, "Campground"),
    (EventPage, {"starts_at": timezone.now(), "venue": "Torget", "organiser": "Byalaget"}, "Event"),
    (FactsPage, {"as_of": timezone.localdate(), "source": "SCB"}, "Article"),
    (CompanyPage, {"company": "Ost AB", "makes": "Ost", "founded": 1998}, "Article"),
]


def linked_data(text: str) -> list[dict[str, object]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found
    told: list[dict[str, object]] = json.loads(found[1])["@graph"]
    return told


@pytest.mark.parametrize(("kind", "facts", "schema"), KINDS, ids=[kind.__name__ for kind, _, _ in KINDS])
def test_each_kind_tells_its_facts_to_people_and_machines(
    client: Client, here: Municipality, kind: type[TextPage], facts: dict[str, object], schema: str
) -> None:
    page = make_page("Vid <sjön>", of=kind, **facts)

    answer = client.get(page.get_url())

    assert answer.status_code == 200
    this, trail = linked_data(answer.text)
    assert (this["@type"], this["name"], trail["@type"]) == (schema, "Vid <sjön>", "BreadcrumbList")
    assert "Vid &lt;sjön&gt;" in answer.text
    assert "<sjön>" not in answer.text


def test_an_event_goes_into_the_visitors_calendar(client: Client, here: Municipality) -> None:
    begins = timezone.now().replace(microsecond=0)
    page = make_page("Marknad, år <1>", of=EventPage, starts_at=begins, venue="Torget", street="Storgatan 1")
    address = reverse("written:event", args=[page.pk])
    assert f'href="{address}"' in client.get(page.get_url()).text

    [event] = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert (str(event["SUMMARY"]), event["DTSTART"].dt) == ("Marknad, år <1>", begins)
    assert str(event["LOCATION"]) == "Torget, Storgatan 1"
    assert str(event["URL"]).endswith(page.get_url())
    page.unpublish()
    assert client.get(address).status_code == 404


def test_a_page_costs_few_questions_and_once_kept_one(client: Client, here: Municipality) -> None:
    page = make_page(of=PlacePage, street="Storgatan 1")
    with CaptureQueriesContext(connection) as asked:
        client.get(page.get_url())
    assert len(asked) <= 12

    with CaptureQueriesContext(connection) as asked:
        client.get(page.get_url())
    assert len(asked) == 1


def test_a_change_is_seen_at_the_next_visit(client: Client, here: Municipality) -> None:
    page = make_page("Före")
    client.get(page.get_url())
    client.get(section().get_url())

    page.title = "Efter"
    page.save_revision().publish()

    assert "Efter" in client.get(page.get_url()).text
    assert "Efter" in client.get(section().get_url()).text
    page.unpublish()
    assert client.get(page.get_url()).status_code == 404
    assert "Efter" not in client.get(section().get_url()).text


def test_a_draft_is_shown_to_nobody(client: Client, here: Municipality, coordinator: User) -> None:
    page = make_page("Hemligt", live=False)
    assert client.get(page.get_url()).status_code == 404
    assert "Hemligt" not in client.get(section().get_url()).text
    assert "Hemligt" not in client.get("/sitemap.xml").text


def test_what_is_not_translated_is_shown_in_swedish_with_a_word_about_it(client: Client, here: Municipality) -> None:
    page = make_page("Sjön", slug="sjon")

    german = client.get("/de/besok/sjon/").text

    assert "gibt es bisher nur auf Schwedisch" in german
    assert '<meta name="robots" content="noindex">' in german
    assert 'lang="sv"><a href="/de/besok/sjon/">Sjön' in client.get("/de/besuchen/").text.replace(
        '<h2 class="ds-heading" data-size="2xs">', ""
    )
    make_translation(page, "de", title="Der See", slug="der-see")
    assert "Der See" in client.get("/de/besuchen/der-see/").text
    assert client.get("/de/besok/sjon/").status_code == 404


def test_each_language_names_its_twins(client: Client, here: Municipality) -> None:
    page = make_page("Sjön", slug="sjon")
    make_translation(page, "fi", title="Järvi", slug="jarvi")

    text = client.get("/fi/matkailu/jarvi/").text

    host = here.hosts
    assert f'<link rel="alternate" hreflang="sv" href="http://{host}/sv/besok/sjon/">' in text
    assert f'<link rel="alternate" hreflang="fi" href="http://{host}/fi/matkailu/jarvi/">' in text
    assert 'hreflang="de" href="http' not in text.split("</head>")[0]


def test_the_sitemap_is_well_formed_and_holds_every_language(client: Client, here: Municipality) -> None:
    make_translation(make_page("Sjön", slug="sjon"), "nb", title="Sjøen", slug="sjoen")

    found = ElementTree.fromstring(client.get("/sitemap.xml").content)

    places = [one.text for one in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert f"http://{here.hosts}/nb/besok/sjoen/" in places
    assert len(places) == len(set(places)) == 5 * 5 + 2 + 2 * 5


def test_who_follows_an_old_link_comes_to_where_the_page_is_now(
    client: Client, here: Municipality, django_capture_on_commit_callbacks: Any
) -> None:
    page = make_page("Sjön", slug="sjon")
    page.slug = "stora-sjon"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    answer = client.get("/sv/besok/sjon/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/sv/besok/stora-sjon/")


def test_a_page_goes_up_and_comes_down_at_its_time(client: Client, here: Municipality) -> None:
    now = timezone.now()
    coming, ending = make_page("Snart", live=False), make_page("Förbi")
    coming.go_live_at = now + timedelta(seconds=1)
    coming.save_revision().publish()
    type(coming).objects.filter(pk=ending.pk).update(expire_at=now - timedelta(minutes=1))
    coming.latest_revision.approved_go_live_at = now - timedelta(minutes=1)
    coming.latest_revision.content["go_live_at"] = None
    coming.latest_revision.save()

    keep_pages.func()

    assert client.get(coming.get_url()).status_code == 200
    assert client.get(ending.get_url()).status_code == 404


def test_live_blocks_show_what_is_published_and_nothing_else(client: Client, shown: Shown, hidden: None) -> None:
    body = [{"type": name, "value": {"heading": name}} for name in LIVE]
    page = make_page(body=json.dumps(body))

    text = client.get(page.get_url()).text

    assert shown.initiative.title in text
    assert shown.partner.name in text
    assert "hemlig" not in text.lower()


def test_the_card_for_sharing_is_a_picture_made_here(client: Client, here: Municipality) -> None:
    page = make_page("Sjön")
    answer = client.get(f"/cards/{page.pk}.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert f"http://{here.hosts}/cards/{page.pk}.png" in client.get(page.get_url()).text


def test_no_page_is_heavy_or_asks_elsewhere(client: Client, here: Municipality) -> None:
    text = client.get(make_page(of=PlacePage, street="Storgatan 1").get_url()).text
    loaded = re.findall(
        r'<(?:link rel="(?:stylesheet|preload|icon)"[^>]*href|img[^>]*src|script[^>]*src)="([^"]+)"', text
    )
    assert len(text.encode()) < 30_000
    assert [url for url in loaded if not url.startswith("/")] == []
