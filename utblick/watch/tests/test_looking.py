from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from utblick.accounts.models import Municipality
from utblick.watch import looking, pacing
from utblick.watch.looking import look
from utblick.watch.models import Source
from utblick.watch.tests.newsroom import Entry, Newsroom

NOW = datetime(2026, 5, 8, 12, tzinfo=UTC)
PAGE = b"<!doctype html><html><head>%s</head><body>Hej</body></html>"


def feed_link(address: str) -> bytes:
    return f'<link rel="alternate" type="application/rss+xml" href="{address}">'.encode()


def test_a_look_shows_the_first_tellings_and_saves_nothing(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry(str(n), f"Nyhet {n}") for n in range(30)]
    found = look(newsroom.url("a"))

    assert (found.name, len(found.findings), found.trouble) == ("a", looking.MOST_SHOWN, "")
    assert not Source.objects.exists()


def test_the_feed_behind_a_web_page_is_looked_at_at_once(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Ny utlysning")]
    newsroom.feeds["b"] = [Entry("2", "Annat")]
    newsroom.raw["page"] = PAGE % (feed_link("/a") + feed_link("/b"))
    found = look(newsroom.url("page"))

    assert (found.address, found.findings[0].title) == (newsroom.url("a"), "Ny utlysning")
    assert (found.page, found.feeds) == (newsroom.url("page"), (newsroom.url("b"),))


def test_a_feed_that_the_page_names_but_that_is_dead_gives_way_to_the_next(
    here: Municipality, newsroom: Newsroom
) -> None:
    newsroom.feeds["b"] = [Entry("2", "Annat")]
    newsroom.raw["page"] = PAGE % (feed_link("/dead") + feed_link("/b"))

    assert look(newsroom.url("page")).address == newsroom.url("b")


def test_a_feed_that_no_page_names_is_found_where_such_pages_keep_theirs(
    here: Municipality, newsroom: Newsroom
) -> None:
    newsroom.feeds["rss.xml"] = [Entry("1", "Nyhet")]
    newsroom.raw["news"] = PAGE % b""

    assert look(newsroom.url("news")).address == newsroom.url("rss.xml")


def test_a_page_without_a_feed_can_be_watched_instead(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.raw["news"] = PAGE % b""
    found = look(newsroom.url("news"))

    assert found.page == newsroom.url("news")
    assert "Bevaka en del av sidan" in found.trouble


def test_a_calendar_is_known_by_what_it_says(here: Municipality, newsroom: Newsroom) -> None:
    day = f"{NOW + timedelta(days=36500):%Y%m%d}"
    newsroom.raw["cal"] = (
        f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Nätverket\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Årsmöte\r\n"
        f"DTSTART;VALUE=DATE:{min(day, '20990101')}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()
    found = look(newsroom.url("cal"))

    assert (found.connector, found.name, found.findings[0].title) == ("calendar", "Nätverket", "Årsmöte")


def test_a_calendar_that_a_page_links_to_is_found_behind_it(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.raw["k.ics"] = b"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Kalendern\r\nEND:VCALENDAR\r\n"
    newsroom.raw["page"] = b"<!doctype html><html><body><a href='/k.ics'>Prenumerera</a></body></html>"
    found = look(newsroom.url("page"))
    assert (found.connector, found.name, found.trouble) == ("calendar", "Kalendern", "")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "Klistra in adressen till sidan där det ligger."),
        (b"\x89PNG\r\n\x1a\n" + bytes(80), "Klistra in adressen till sidan där det ligger."),
        (
            b"<!doctype html><html><body><form><input name=u><input type=password name=p></form></body></html>",
            "Leta upp en sida som är öppen för alla.",
        ),
    ],
)
def test_what_can_never_be_read_is_answered_with_what_to_do(
    here: Municipality, newsroom: Newsroom, body: bytes, says: str
) -> None:
    newsroom.raw["x"] = body
    assert says in look(newsroom.url("x")).trouble


def test_the_rhythm_follows_the_entries_own_dates(here: Municipality, newsroom: Newsroom) -> None:
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>Nyhet {n}</title><link>https://example.org/{n}</link>"
        f"<pubDate>{format_datetime(now - timedelta(days=7 * n))}</pubDate></item>"
        for n in range(12)
    )
    newsroom.raw["weekly"] = f"<rss version='2.0'><channel><title>Veckobrev</title>{items}</channel></rss>".encode()

    assert look(newsroom.url("weekly")).rhythm_minutes == 24 * 60


def test_a_busy_source_is_read_hourly_and_a_quiet_one_daily() -> None:
    def told(every: timedelta, since: timedelta = timedelta(0)) -> int:
        return pacing.proposed([NOW - since - n * every for n in range(20)], NOW)

    assert told(timedelta(hours=2)) == 60
    assert told(timedelta(days=1)) == 6 * 60
    assert told(timedelta(days=2)) == 12 * 60
    assert told(timedelta(days=30)) == 24 * 60
    assert told(timedelta(hours=2), since=timedelta(days=200)) == 24 * 60
    assert pacing.proposed([], NOW) == 60


def test_a_look_at_nothing_says_why(here: Municipality, newsroom: Newsroom) -> None:
    assert "Det finns inget" in look(newsroom.url("nowhere")).trouble


def test_who_pastes_an_address_that_is_silent_may_try_again_and_who_follows_it_is_told_that_the_watch_does(
    here: Municipality,
) -> None:
    assert look("https://nowhere.invalid/").trouble.endswith("Försök igen om en stund.")
    assert Source(error="name_unknown").trouble.endswith("Vi försöker igen senare.")


def test_what_is_no_address_says_what_to_do(here: Municipality) -> None:
    assert "inte en webbadress" in look("vänorter").trouble
    assert "e-postadress" in look("nyhetsbrev@example.org").trouble
    assert (
        "program"
        in look(
            "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/LIFE-2026"
        ).trouble
    )


def test_a_fault_of_our_own_is_told_and_breaks_no_page(
    here: Municipality, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.feeds["a"] = [Entry("1", "Nyhet")]
    monkeypatch.setattr(looking, "told", lambda *args: 1 / 0)
    assert "Något gick fel" in look(newsroom.url("a")).trouble
