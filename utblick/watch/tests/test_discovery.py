import tarfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from utblick.watch.discovery import feeds_in, usual_places

HERE = "https://www.example.se/nyheter/"


def page(head: str = "", body: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_the_feeds_that_a_page_declares_come_first_and_those_of_comments_last() -> None:
    found = feeds_in(
        page(
            "<link rel=alternate type=application/rss+xml title=Kommentarer href=/comments/feed>"
            "<link rel='alternate nofollow' type='application/atom+xml; charset=utf-8' href='atom'>"
            "<link rel=alternate hreflang=en href=/en><link rel=stylesheet href=/x.css>",
            "<a href='/rss-floden/alla.xml'>RSS</a><a href='https://other.example/rss'>other</a><a href='/kontakt'>k</a>",
        ),
        HERE,
    )
    assert found == [
        "https://www.example.se/nyheter/atom",
        "https://www.example.se/comments/feed",
        "https://www.example.se/rss-floden/alla.xml",
    ]


def test_the_base_of_the_page_is_obeyed_and_the_page_itself_is_no_feed() -> None:
    base = "<base href='https://cdn.example/'><link rel=alternate type=application/rss+xml href='f.rss'>"
    assert feeds_in(page(base), HERE) == ["https://cdn.example/f.rss"]
    assert feeds_in(page("<link rel=alternate type=application/rss+xml href=''>"), HERE) == []


def test_json_is_a_feed_only_where_it_says_so() -> None:
    api = "<link rel=alternate type=application/json href=/wp-json/wp/v2/pages/7>"
    assert feeds_in(page(api), HERE) == []
    assert feeds_in(page("<link rel=alternate type=application/feed+json href=/x>"), HERE) == [
        "https://www.example.se/x"
    ]


def test_a_feed_in_a_script_and_a_calendar_that_is_linked_are_found() -> None:
    script = r"""<script>window.page = {"feed": "https:\/\/www.example.se\/dolt\/feed.rss", "other": "https://cdn.example/rss"}</script>"""
    assert feeds_in(page(script), HERE) == ["https://www.example.se/dolt/feed.rss"]
    assert feeds_in(page("", "<a href='webcal://www.example.se/k.ics'>Prenumerera</a>"), HERE) == [
        "https://www.example.se/k.ics"
    ]


def test_a_page_that_names_only_its_comments_leads_to_the_news_first() -> None:
    only = "<link rel=alternate type=application/rss+xml href=/2026/artikel/feed/comments>"
    assert feeds_in(page(only), HERE) == [
        "https://www.example.se/feed/",
        "https://www.example.se/rss",
        "https://www.example.se/2026/artikel/feed/comments",
    ]


def test_dangerous_addresses_are_not_taken() -> None:
    assert feeds_in(page("<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>"), HERE) == []


def test_where_no_feed_is_named_the_usual_places_are_proposed() -> None:
    assert usual_places(HERE)[:3] == [
        "https://www.example.se/nyheter/feed/",
        "https://www.example.se/feed/",
        "https://www.example.se/rss",
    ]
    assert usual_places("ftp://x") == []


@given(st.binary(max_size=300))
def test_any_bytes_give_a_list(noise: bytes) -> None:
    assert isinstance(feeds_in(noise, HERE), list)


def test_pages_made_to_test_feed_finders_give_their_feeds(shared_data: Path) -> None:
    found = total = 0
    with tarfile.open(shared_data / "feeds" / "w3c-feedvalidator-testcases.tar.gz") as tar:
        for member in tar:
            if "feedfinder-tests" in member.name and member.isfile() and member.name.endswith(".html"):
                body = tar.extractfile(member).read()  # type: ignore[union-attr]
                if b"alternate" in body.lower():
                    total += 1
                    found += bool(feeds_in(body, "http://example.org/"))
    assert total > 10
    assert found / total > 0.75
