from datetime import date

import feedparser
import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.initiatives.tests.make import make_initiative, make_result
from utblick.site.tests.make import Shown, make_published_report


def read(client: Client, language: str = "sv") -> feedparser.FeedParserDict:
    answer = client.get(reverse("outreach:feed", args=[language]))
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


def test_the_feed_tells_results_begun_initiatives_and_reports(client: Client, shown: Shown, coordinator: User) -> None:
    make_published_report(coordinator, title="Uppföljning 2026")
    found = read(client)

    assert found.version == "atom10"
    assert found.feed.title == "Provkommun i världen"
    assert found.feed.language == "sv"
    assert [one.title for one in found.entries] == [
        "Uppföljning 2026", "Ungas möten över gränsen", "Ungas möten över gränsen",
    ]  # fmt: skip
    result = found.entries[1]
    assert result.summary == "Två klasser skriver brev."
    assert result.link.endswith(f"/public/sv/initiatives/{shown.initiative.pk}/#result-{shown.result.pk}")
    assert result.updated == "2026-05-04T00:00:00+02:00"


def test_each_language_has_its_own_feed(client: Client, shown: Shown) -> None:
    found = read(client, "en")

    assert found.feed.title == "Provkommun in the world"
    assert found.entries[0].summary == "Two classes write letters."


def test_an_entry_keeps_its_identity(client: Client, shown: Shown) -> None:
    before = [one.id for one in read(client).entries]
    shown.result.text = "Tre klasser skriver brev."
    shown.result.save()
    found = read(client)

    assert [one.id for one in found.entries] == before
    assert len(set(before)) == len(before)
    assert found.entries[0].summary == "Tre klasser skriver brev."


@pytest.mark.usefixtures("shown")
def test_signs_of_markup_in_a_text_stay_text(client: Client) -> None:
    one = make_initiative("Trä & <b>nu</b>", published=True)
    make_result(initiative=one, text="5 < 6 & <script>x</script>", published=True, noted_on=date(2026, 11, 1))
    raw = client.get(reverse("outreach:feed", args=["sv"])).text
    newest = feedparser.parse(raw).entries[0]

    assert "<script" not in raw
    assert newest.summary.startswith("5 &lt; 6 &amp; ")


def test_what_has_not_begun_is_no_news(client: Client, here: object) -> None:
    make_initiative("Idé", status="idea", starts_on=date(2026, 1, 1), published=True)
    make_initiative("Sedan", starts_on=date(2199, 1, 1), published=True)

    assert read(client).entries == []
