import contextlib

import pytest

from utblick.watch.errors import TooLarge, UnreadableAnswer
from utblick.watch.opml import Listed, read

LIST = b"""<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="EU"><outline text="Culture &amp; youth">
    <outline type="rss" text="Creative" xmlUrl="https://example.org/creative.xml" htmlUrl="https://example.org/"/>
  </outline></outline>
  <outline title="Flat" text="x" xmlurl="feed://example.org/flat"/>
  <outline text="Again" xmlUrl="https://www.example.org/creative.xml?utm_source=a"/>
  <outline text="Bad" xmlUrl="javascript:alert(1)"/>
  <outline text="A folder with nothing in it"/>
</body></opml>"""


def test_nested_and_flat_outlines_are_read_each_feed_once() -> None:
    found = read(LIST)
    assert found.feeds == (
        Listed("https://example.org/creative.xml", "Creative", "https://example.org/", "EU / Culture & youth"),
        Listed("https://example.org/flat", "Flat"),
    )
    assert (found.repeated, found.unreadable) == (1, ("javascript:alert(1)",))


def test_a_damaged_list_gives_what_can_be_saved() -> None:
    damaged = b"<opml><body><outline text='A & B' xmlUrl='https://a.example/f'><outline xmlUrl='https://b.example/f'/>"
    assert [feed.address for feed in read(damaged).feeds] == ["https://a.example/f", "https://b.example/f"]


def test_an_outline_with_two_ways_of_escaping_keeps_its_address() -> None:
    assert read(b"<opml><body><outline xmlUrl='https://a.example/f?a=1&amp;b=2'/></body></opml>").feeds[0].address == (
        "https://a.example/f?a=1&b=2"
    )


def test_a_list_without_feeds_is_empty() -> None:
    assert read(b"<opml><body/></opml>").feeds == ()


@pytest.mark.parametrize(
    ("document", "code"),
    [(b"", "empty"), (b"  ", "empty"), (b"no xml", "not_xml"), (b"<html><body/></html>", "no_feed_known"),
     (b"\x00\x01", "not_xml"), (b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml/>", "entities")],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_reason(document: bytes, code: str) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        read(document)
    assert caught.value.code in (code, "no_feed_known")


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(b"<opml><body>" + b"<outline/>" * 300_000)


def test_deep_nesting_neither_crashes_nor_hangs() -> None:
    deep = b"<opml><body>" + b"<outline text='a'>" * 5_000 + b"<outline xmlUrl='https://a.example/'/>"
    with contextlib.suppress(UnreadableAnswer):
        assert len(read(deep).feeds) <= 1
