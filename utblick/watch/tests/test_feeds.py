import json
import resource
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utblick.watch.connectors import Finding, connector
from utblick.watch.connectors.feed_plain import NotPlain
from utblick.watch.connectors.feed_plain import read as read_plain
from utblick.watch.connectors.feed_pool import read as read_thoroughly
from utblick.watch.errors import NotAFeed, TooLarge, Trouble, UnreadableAnswer

FEEDS = connector("feed")
HERE = "https://news.example.org/feed.xml"


def read(body: str | bytes, kind: str = "") -> list[Finding]:
    data = body.encode() if isinstance(body, str) else body
    return list(FEEDS.read(data, {"content-type": kind}, address=HERE).findings)


def rss(items: str, head: str = "") -> str:
    return f"<rss version='2.0'><channel><title>News</title>{head}{items}</channel></rss>"


def files(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile() and (file := tar.extractfile(member)) is not None:
                yield member.name, file.read()


def test_an_rss_item_becomes_a_finding() -> None:
    (found,) = read(
        rss(
            "<item><title>Call &amp;amp; answer</title><link>/a?b=1</link><guid isPermaLink='false'>7</guid>"
            "<pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate><category>EU</category>"
            "<description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two &lt;script&gt;x&lt;/script&gt;&lt;/p&gt;</description></item>",
            "<language>sv-SE</language>",
        )
    )

    assert (found.external_id, found.title, found.link) == ("7", "Call & answer", "https://news.example.org/a?b=1")
    assert (found.summary, found.language, found.categories) == ("One two", "sv", ("EU",))
    assert found.body_html == "<p>One</p><p>two </p>"
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-03T09:00:00+00:00"


def test_an_atom_entry_becomes_a_finding() -> None:
    answer = FEEDS.read(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/" xml:lang="en"><title>T</title>
        <link href="https://other.example/"/>
        <entry><id>urn:1</id><title type="text">5 &lt; 6</title><link href="a"/><updated>2026-01-02T03:04:05Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <a href="b">b</a></p></div></content>
        </entry></feed>""",
        {},
        address=HERE,
    )
    (found,) = answer.findings

    assert (answer.title, answer.site, answer.language) == ("T", "https://other.example/", "en")
    assert (found.title, found.link, found.summary) == ("5 < 6", "https://other.example/x/a", "Hi b")
    assert 'href="https://other.example/x/b"' in found.body_html


def test_a_json_feed_is_read_and_nonsense_in_it_is_unknown() -> None:
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [
        {"id": 5, "title": "A", "url": "https://x.example/a", "content_html": "<p>b</p>", "date_published": "2026-02-30T10:00:00Z"},
        {"id": None, "title": ["?"], "tags": "no list", "authors": [{}]}, "not an object"]}  # fmt: skip
    first, second = read(json.dumps(told))

    assert (first.external_id, first.title, first.summary, first.published) == ("5", "A", "b", None)
    assert second.title == ""


@pytest.mark.parametrize(
    ("date", "known"),
    [
        ("2026-02-30", None),
        ("9999-12-31T00:00:00Z", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("0001-01-01", None),
        ("soon", None),
        ("2026-02-28", "2026-02-28T00:00:00+00:00"),
        ("2026-02-28T12:00:00+0100", "2026-02-28T11:00:00+00:00"),
        ("2026-02-28 12:00:00.123", "2026-02-28T12:00:00+00:00"),
        ("28 Feb 2026 12:00 CET", "2026-02-28T11:00:00+00:00"),
        ("Sat, 28 Feb 26 12:00:00 EST", "2026-02-28T17:00:00+00:00"),
        ("den 3 mars 2026 kl. 14.30", "2026-03-03T14:30:00+00:00"),
        ("2026-W10-2", "2026-03-03T00:00:00+00:00"),
    ],
)
def test_dates_of_all_sorts(date: str, known: str | None) -> None:
    (found,) = read(rss(f"<item><title>x</title><pubDate>{date}</pubDate></item>"))
    assert (found.published and found.published.isoformat()) == known


def test_one_guid_for_different_things_gives_different_ids_and_a_true_repeat_is_one() -> None:
    one = "<item><guid>same</guid><title>One</title><link>https://x.example/1</link></item>"
    two = "<item><guid>same</guid><title>Two</title><link>https://x.example/2</link></item>"

    assert len({found.external_id for found in read(rss(one + two))}) == 2
    assert len(read(rss(one + one))) == 1
    assert [found.external_id for found in read(rss(one + two))] == [
        found.external_id for found in read(rss(two + one))
    ][::-1]


def test_an_entry_without_an_id_keeps_its_own_from_reading_to_reading() -> None:
    item = "<item><title>One</title><description>x</description></item>"
    assert read(rss(item))[0].external_id == read(rss("<item><title>New</title></item>" + item))[1].external_id


def test_long_texts_are_cut() -> None:
    (found,) = read(
        rss(
            f"<item><guid>{'g' * 9000}</guid><title>{'word ' * 900}</title><description>{'x ' * 900_000}</description></item>"
        )
    )

    assert len(found.title) <= 500
    assert len(found.summary) <= 3_000
    assert len(found.external_id) <= 500
    assert len(found.body_html) <= 100_000


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1"])
def test_wrongly_labelled_text_is_read_right(label: str) -> None:
    text = f"<?xml version='1.0' encoding='{label}'?>" + rss("<item><title>Åre älvdal ö</title></item>")
    other = {"utf-8": "latin-1", "iso-8859-1": "utf-8"}[label]
    assert read(text.encode(other))[0].title == "Åre älvdal ö"


def test_faulty_documents_are_read_all_the_same() -> None:
    assert read(rss("<item><title>Fish & chips</title></item>"))[0].title == "Fish & chips"
    assert read(rss("<item><title>Caf&eacute;&nbsp;x</title></item>"))[0].title == "Café x"
    assert len(read("<rss><channel><item><title>a</title></item><item><title>b</ti")) == 2


def test_a_call_named_by_link_or_title_is_identified() -> None:
    portal = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/cerv-2026-citizens-town-tt"
    assert read(rss(f"<item><link>{portal}</link></item>"))[0].identifiers == ("call:CERV-2026-CITIZENS-TOWN-TT",)
    assert read(rss("<item><title>Open: LIFE-2026-SAP-NAT now</title></item>"))[0].identifiers == (
        "call:LIFE-2026-SAP-NAT",
    )
    assert read(rss("<item><title>LIFE-2026-SAP-NAT and LIFE-2026-SAP-ENV</title></item>"))[0].identifiers == ()
    notice = "https://ted.europa.eu/en/notice/-/detail/00381972-2026"
    assert read(rss(f"<item><link>{notice}</link></item>"))[0].identifiers == ("ted:381972-2026",)


def test_a_web_page_is_not_a_feed_but_tells_where_one_is() -> None:
    page = "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/rss'></head><body>x</body></html>"
    with pytest.raises(NotAFeed) as caught:
        read(page)
    assert caught.value.feeds == ("https://news.example.org/rss",)


@pytest.mark.parametrize(
    ("body", "code"),
    [("", "empty"), ("  \n", "empty"), ("{", "not_json"), ("[1]", "no_feed_known"), ('{"a": 1}', "no_feed_known"),
     ("<note><to>x</to></note>", "no_feed_known"), ("\x00\x01\x02", "no_feed_known"), ("[" * 100_000, "not_json")],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_a_reason(body: str, code: str) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        read(body)
    assert caught.value.code == code


def test_no_document_can_make_the_reader_open_a_file_or_an_address(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(rss("<item><title>secret</title></item>"))
    entity = f"<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{secret}'>]>" + rss("<item><title>&x;</title></item>")
    xinclude = rss(f"<item><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://{secret}'/></item>")
    for body in (str(secret), f"file://{secret}", entity, xinclude):
        try:
            assert "secret" not in "".join(found.title + found.summary for found in read(body))
        except UnreadableAnswer:
            continue


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'ha'}'>" for n in range(10))
BOMBS = {
    "laughs": f"<!DOCTYPE r [{LAUGHS}]>" + rss("<item><title>&l9;</title></item>"),
    "quadratic": f"<!DOCTYPE r [<!ENTITY q '{'q' * 50_000}'>]>" + rss(f"<item><title>{'&q;' * 50_000}</title></item>"),
    "many short": "<!DOCTYPE r [<!ENTITY q '" + "q" * 199 + "'>]>" + rss(f"<item><title>{'&q;' * 400_000}</title></item>"),
    "external": "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/x.dtd'>" + rss("<item><title>x</title></item>"),
    "parameter": "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]>" + rss("<item><title>x</title></item>"),
    "deep": "<rss><channel>" + "<a>" * 100_000,
    "deep item": rss("<item>" + "<b>" * 50_000 + "x" + "</b>" * 50_000 + "</item>"),
    "attributes": "<rss><channel><item " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/></channel></rss>",
    "open ended": "<rss><channel><item><title>" + "x" * 4_000_000,
    "unclosed tags": "<" * 1_000_000,
    "unclosed comment": "<rss>" + "<!--" * 500_000,
    "many elements": "<rss><channel>" + "<a/>" * 4_500_000 + "<item/></channel></rss>",
    "one huge item": rss("<item><title>a</title><description>" + "x" * 19_000_000 + "</description></item>"),
    "namespaces": "<rss " + " ".join(f"xmlns:n{n}='u{n}'" for n in range(50_000)) + "><channel><item/></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused_in_time_and_within_memory(name: str) -> None:
    body = BOMBS[name].encode()
    read(rss("<item><title>warm</title></item>"))
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        found = read(body)
        assert "root:" not in "".join(one.title for one in found)
    except Trouble:
        pass

    assert time.process_time() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_child_that_dies_is_replaced() -> None:
    with pytest.raises(UnreadableAnswer):
        read_thoroughly(b"<rss><channel><item " + b" ".join(b"a%d='1'" % n for n in range(60_000)) + b"/>x&y<")
    assert read_thoroughly(rss("<item><title>a & b</title></item>").encode()).entries[0].title == "a & b"


def test_difficult_documents_have_a_smaller_limit() -> None:
    with pytest.raises(TooLarge):
        read(b"<rss><channel><item><title>a & b</title></item>" + b" " * 6_000_000)


def test_a_feed_with_a_hundred_thousand_entries_is_read() -> None:
    body = rss("".join(f"<item><guid>{n}</guid><title>Number {n}</title></item>" for n in range(100_000)))
    assert len(read(body)) == 100_000


def test_every_file_of_the_corpora_is_read_or_refused_and_no_entry_fewer_than_feedparser_finds(
    shared_data: Path,
) -> None:
    least = {"tests/illformed/": 13, "tests/encoding/": 14, "tests/wellformed/": 1_164}
    with_entries = dict.fromkeys(least, 0)
    number = 0
    for archive in ("feedparser-tests", "w3c-feedvalidator-testcases", "gofeed-testdata-expected-json"):
        for name, body in files(shared_data / "feeds" / f"{archive}.tar.gz"):
            number += 1
            try:
                entries = read(body)
            except Trouble:
                continue
            for part in with_entries:
                with_entries[part] += bool(entries) and part in name

    assert number > 5_000
    assert all(with_entries[part] >= least[part] for part in least), with_entries


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    whole = rss("<item><title>a</title><link>https://x.example/</link><pubDate>2026-01-01</pubDate></item>").encode()
    for body in (noise, whole[:60] + noise + whole[60:]):
        try:
            read(body)
        except Trouble:
            continue


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("Town council meets", "", "news"), ("Webbinarium om skogsbrand", "", "event"), ("Report from the conference", "", "news"),
        ("Anything", "Event", "event"), ("Partner search: school in the forest", "", "partner_search"),
        ("Kommun i Finland söker projektpartner", "", "partner_search"),
        ("Partner söks för ungdomsutbyte", "", "partner_search"), ("Call for small projects", "", "call"),
        ("Inbjudan: partner till skogsprojekt", "", "partner_search"),
        ("Inbjudan att bli partner i ett nätverk", "", "partner_search"),
        ("Invitation: partners for a youth exchange", "", "partner_search"), ("Skola söker två nya partner", "", "partner_search"),
        ("Inbjudan: partnerdag i Östersund", "", "event"), ("Inbjudan till partners möte", "", "event"),
        ("Partner search: how to", "Webinar", "event"), ("Kommunen söker stöd med sina partner", "", "news"),
        ("Extra call: youth exchange", "", "call"), ("5th calls open", "", "call"), ("Vårens utlysningar", "", "call"),
        ("Andra kommuner söker", "", "news"), ("Resultat av utlysningen", "", "news"),
        ("Medel till servicepunkter", "Utlysningar", "call"), ("Call centre opens", "", "news"), ("Eventuellt nytt", "", "news"),
    ],
)  # fmt: skip
def test_the_kind_is_taken_from_the_category_or_the_beginning_of_the_title(
    title: str, category: str, kind: str
) -> None:
    assert read(rss(f"<item><title>{title}</title><category>{category}</category></item>"))[0].kind == kind


def test_western_encodings_are_plain_too() -> None:
    text = "<?xml version='1.0' encoding='iso-8859-1'?>" + rss("<item><title>Räksmörgås – 5 €</title></item>")
    assert read_plain(text.encode("cp1252"), HERE).entries[0].title == "Räksmörgås – 5 €"


def test_a_plain_feed_never_wakes_a_child() -> None:
    assert read_plain(rss("<item><title>a</title></item>").encode(), HERE).entries[0].title == "a"
    with pytest.raises(NotPlain):
        read_plain(b"<!DOCTYPE rss>" + rss("<item/>").encode(), HERE)
