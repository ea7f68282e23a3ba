import time
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_network

import pytest

from utblick.watch.connectors import Request
from utblick.watch.errors import (
    NotAllowed,
    NotThere,
    Refused,
    Rejected,
    ServerTrouble,
    SlowDown,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Trouble,
    Unreachable,
    UnreadableAnswer,
)
from utblick.watch.http import Door, Fetched, Limits
from utblick.watch.tests.hostile import FEED, HostileServer

LOOPBACK = [ip_network("127.0.0.0/8")]
QUICK = Limits(seconds=1, bytes=2_000_000)


@pytest.fixture
def door() -> Door:
    return Door(allow=LOOPBACK, limits=QUICK)


@pytest.mark.parametrize("path", ["feed", "etag", "gzip", "zlib", "bare_deflate", "brotli"])
def test_an_answer_is_unpacked(hostile: HostileServer, door: Door, path: str) -> None:
    assert door.fetch(Request(hostile.url(path))).body == FEED


def test_several_gzip_members_are_one_body(hostile: HostileServer, door: Door) -> None:
    assert door.fetch(Request(hostile.url("gzip_twice"))).body == FEED * 2


def test_a_second_visit_sends_the_validators_and_is_told_that_nothing_changed(
    hostile: HostileServer, door: Door
) -> None:
    first = door.fetch(Request(hostile.url("etag")))
    second = door.fetch(Request(hostile.url("etag"), etag=first.etag, last_modified=first.last_modified))

    assert second.unchanged
    assert (second.etag, second.last_modified) == ('"v1"', "Tue, 01 Sep 2026 10:00:00 GMT")
    assert "If-Modified-Since: Tue, 01 Sep 2026 10:00:00 GMT" in hostile.heads[1]
    assert "User-Agent: Utblick/" in hostile.heads[1]


def test_a_304_without_having_been_asked_is_unchanged(hostile: HostileServer, door: Door) -> None:
    assert door.fetch(Request(hostile.url("304_first"))).unchanged


def test_a_move_for_good_is_told_and_a_move_for_now_is_not(hostile: HostileServer, door: Door) -> None:
    assert door.fetch(Request(hostile.url("moved"))).moved_to == hostile.url("feed")
    assert door.fetch(Request(hostile.url("for_now"))).moved_to == ""
    assert door.fetch(Request(hostile.url("for_now"))).url == hostile.url("feed")


def test_an_empty_answer_is_an_answer(hostile: HostileServer, door: Door) -> None:
    assert door.fetch(Request(hostile.url("empty"))).body == b""


@pytest.mark.parametrize(
    ("path", "trouble", "code"),
    [
        ("endless", TooLarge, "too_large"),
        ("large", TooLarge, "too_large"),
        ("gzip_bomb", TooLarge, "too_large"),
        ("deflate_bomb", TooLarge, "too_large"),
        ("brotli_bomb", TooLarge, "too_large"),
        ("big_header", TooLarge, "headers_too_large"),
        ("many_headers", TooLarge, "headers_too_large"),
        ("not_gzip", UnreadableAnswer, "bad_encoding"),
        ("odd_packing", UnreadableAnswer, "bad_encoding"),
        ("drip", TooSlow, "too_slow"),
        ("drip_headers", TooSlow, "too_slow"),
        ("silent", TooSlow, "too_slow"),
        ("hundreds", TooSlow, "too_slow"),
        ("reset", Unreachable, "cut_off"),
        ("short", Unreachable, "cut_off"),
        ("no_http", Unreachable, "cut_off"),
        ("loop", TooManyRedirects, "too_many_redirects"),
        ("nowhere", Refused, "bad_address"),
        ("to_file", Refused, "scheme"),
        ("to_gopher", Refused, "scheme"),
        ("to/192.168.0.1/", Refused, "private_address"),
        ("to/169.254.169.254/latest/meta-data/", Refused, "private_address"),
        ("to/10.1.2.3/", Refused, "private_address"),
        ("to/[::1]:1/", Refused, "private_address"),
        ("to/0xa9.0xfe.43518/", Refused, "private_address"),
        ("to/user:word@example.org/", Refused, "credentials"),
        ("500", ServerTrouble, "server_trouble"),
        ("404", NotThere, "not_found"),
        ("410", NotThere, "gone"),
        ("403", NotAllowed, "not_allowed"),
        ("400", Rejected, "rejected"),
    ],
)
def test_trouble_has_a_name_and_a_sentence(
    hostile: HostileServer, door: Door, path: str, trouble: type[Trouble], code: str
) -> None:
    began = time.monotonic()
    with pytest.raises(trouble) as caught:
        door.fetch(Request(hostile.url(path)))

    assert caught.value.code == code
    assert len(str(caught.value)) > 20
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("path", "wait"),
    [
        ("429", timedelta(seconds=120)),
        ("429_far", timedelta(hours=24)),
        ("429_odd", None),
        ("429_date", timedelta(minutes=10)),
        ("503", timedelta(seconds=60)),
    ],
)
def test_the_wait_that_a_source_asks_for_is_told(
    hostile: HostileServer, door: Door, path: str, wait: timedelta | None
) -> None:
    with pytest.raises(SlowDown) as caught:
        door.fetch(Request(hostile.url(path)))

    assert caught.value.retry_after == wait


def test_the_words_of_a_refusal_are_kept(hostile: HostileServer, door: Door) -> None:
    with pytest.raises(Rejected) as caught:
        door.fetch(Request(hostile.url("400")))

    assert b"QUERY_SYNTAX_ERROR" in caught.value.body


PRIVATE = """
127.0.0.1 127.1 127.0.1 0x7f.1 0x7f000001 2130706433 017700000001 0177.0.0.1 0 0.0.0.0 localhost LOCALHOST.
printer.local db.internal 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 169.254.169.254 169.254.169.254.
0xa9fea9fe 2852039166 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:a9fe:a9fe] [fc00::1] [fd12:3456::1]
[fe80::1] [fe80::1%25eth0] [64:ff9b::7f00:1] [2002:7f00:1::] [::127.0.0.1] 224.0.0.1 255.255.255.255 240.0.0.1
198.18.0.1 192.0.2.1 [2001:db8::1] [ff02::1] ①②⑦.⓪.⓪.① 127。0。0。1
""".split()  # noqa: SIM905


@pytest.mark.parametrize("host", PRIVATE)
def test_an_address_that_is_not_public_is_refused_however_it_is_spelt(hostile: HostileServer, host: str) -> None:
    with pytest.raises(Refused):
        Door(limits=QUICK).fetch(Request(f"http://{host}:{hostile.port}/feed"))

    assert hostile.hits == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "gopher://x/", "ftp://x/", "javascript:alert(1)", "http://", "http:///x", "", "//x", "dict://x:1/",
     "http://a b/", "http://x:99999/", "http://[::bad/", "http://ex\nample.org/", "data:text/xml,<rss/>"],
)  # fmt: skip
def test_what_is_not_a_web_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        Door(limits=QUICK).fetch(Request(url))


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:10.0.0.1"]])
def test_a_name_that_resolves_to_a_private_address_is_refused(hostile: HostileServer, answers: list[str]) -> None:
    async def lookup(host: str, port: int) -> Sequence[str]:
        return answers

    with pytest.raises(Refused):
        Door(lookup=lookup, limits=QUICK).fetch(Request(f"http://rebinding.example:{hostile.port}/feed"))

    assert hostile.hits == []


def test_a_name_that_changes_its_mind_is_asked_once_and_the_checked_address_is_used(hostile: HostileServer) -> None:
    asked: list[str] = []

    async def lookup(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    allow_first = Door(lookup=lookup, allow=[ip_network("127.0.0.1/32")], limits=QUICK)

    assert allow_first.fetch(Request(f"http://rebinding.example:{hostile.port}/feed")).body == FEED
    assert asked == ["rebinding.example"]
    assert f"Host: rebinding.example:{hostile.port}" in hostile.heads[0]


def test_a_redirect_to_a_name_that_now_is_private_is_refused(hostile: HostileServer) -> None:
    async def lookup(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"] if host == "first.example" else ["10.0.0.7"]

    door = Door(lookup=lookup, allow=LOOPBACK, limits=QUICK)
    with pytest.raises(Refused):
        door.fetch(Request(f"http://first.example:{hostile.port}/to/second.example:{hostile.port}/feed"))

    assert len(hostile.hits) == 1


def test_an_unknown_name_and_a_closed_port_are_unreachable(door: Door) -> None:
    async def lookup(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    with pytest.raises(Unreachable) as unknown:
        Door(lookup=lookup, limits=QUICK).fetch(Request("http://nobody.example/"))
    with pytest.raises(Unreachable) as closed:
        door.fetch(Request("http://127.0.0.1:1/"))

    assert (unknown.value.code, closed.value.code) == ("name_unknown", "no_connection")


def test_one_round_brings_every_answer_with_one_connection_a_host(hostile: HostileServer, door: Door) -> None:
    paths = ["feed"] * 40 + ["500", "404", "gzip_bomb"]
    requests = [Request(hostile.url(path), tag=number) for number, path in enumerate(paths)]

    answers = {request.tag: answer for request, answer in door.fetch_all(requests)}

    assert sorted(answers) == list(range(43))
    assert all(isinstance(answers[number], Fetched) for number in range(40))
    assert isinstance(answers[40], ServerTrouble)
    assert hostile.most_at_once == 1


def test_slow_sources_do_not_hold_up_the_others(door: Door) -> None:
    servers = [HostileServer() for _ in range(3)]
    slow, steady, other = servers
    began = time.monotonic()

    arrived = {}
    for request, _ in door.fetch_all(
        [Request(slow.url("drip")), Request(slow.url("silent"))]
        + [Request(server.url("feed"), tag=(server.port, n)) for server in (steady, other) for n in range(20)]
    ):
        arrived[request.url, request.tag] = time.monotonic() - began
    for server in servers:
        server.close()

    assert len(arrived) == 42
    assert max(after for (url, _), after in arrived.items() if "feed" in url) < 0.9


def test_a_slow_reader_makes_no_source_look_slow_and_may_leave_early(hostile: HostileServer) -> None:
    door = Door(allow=LOOPBACK, limits=Limits(seconds=1, waiting=2))
    taken = []
    began = time.monotonic()
    for _, answer in door.fetch_all([Request(hostile.url("feed"))] * 30):
        time.sleep(0.12)
        taken.append(answer)
        if len(taken) == 12:
            break

    assert all(isinstance(answer, Fetched) for answer in taken)
    assert len(hostile.hits) < 30
    assert time.monotonic() - began < 4
