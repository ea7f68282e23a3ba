"""Server-side request forgery: addresses that lead inside, spelt oddly, by redirects, and by names that change their minds.

A server on this machine is the tripwire: each time it is asked, something came through.
"""

import sys
from collections.abc import Iterator, Sequence
from ipaddress import ip_network

from attacks.telling import Tried, printed
from utblick.watch.connectors import Request
from utblick.watch.errors import Refused, Trouble
from utblick.watch.http import Door, Fetched, Limits
from utblick.watch.tests.hostile import HostileServer
from utblick.watch.tests.test_http import PRIVATE

QUICK = Limits(seconds=3, connect_seconds=2)
ELSEWHERE = [
    *(
        "192.168.0.1",
        "10.1.2.3",
        "172.16.0.9",
        "169.254.169.254",
        "[::1]",
        "[fd00::1]",
        "0xa9.0xfe.43518",
        "2130706433",
    ),
    *("localhost", "100.64.0.1", "[::ffff:127.0.0.1]", "0"),
]
SCHEMES = [
    *(
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/x",
        "ftp://127.0.0.1/",
        "dict://127.0.0.1:11211/",
        "data:text/xml,<rss/>",
    ),
    *(
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "//x",
        "http://a b/",
        "http://x:99999/",
        "http://[::bad/",
        "jar:http://x!/",
    ),
    *("ldap://127.0.0.1/", "tftp://127.0.0.1/x", "netdoc:///etc/passwd", "sftp://127.0.0.1/", "http://ex\nample.org/"),
]


def attack() -> Iterator[Tried]:
    tripwire = HostileServer()
    port = tripwire.port
    spelt = [f"http://{host}:{port}/feed" for host in PRIVATE]
    yield Tried(
        "addresses that are not public, however they are spelt", len(spelt), came(Door(limits=QUICK), spelt, tripwire)
    )
    yield Tried("what is no web address", len(SCHEMES), came(Door(limits=QUICK), SCHEMES, tripwire))
    yield redirects()
    names = [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:10.0.0.1"], ["::1"], ["169.254.169.254"]]
    through = [
        found for answers in names for found in came(door_where(answers), [f"http://name.example:{port}/"], tripwire)
    ]
    yield Tried("names that lead inside", len(names), through)
    yield rebinding(tripwire)
    tripwire.close()


def came(door: Door, urls: Sequence[str], tripwire: HostileServer) -> list[str]:
    """Those that were not refused, or that the tripwire felt."""
    through = []
    for url in urls:
        hits = len(tripwire.hits)
        try:
            door.fetch(Request(url))
            through.append(f"{url!r} was answered")
        except Refused:
            pass
        except Trouble as trouble:
            through.append(f"{url!r} was asked: {trouble.code}")
        if len(tripwire.hits) > hits:
            through.append(f"{url!r} reached the tripwire")
    return through


def door_where(answers: Sequence[str]) -> Door:
    async def lookup(host: str, port: int) -> Sequence[str]:
        return answers

    return Door(lookup=lookup, limits=QUICK)


def redirects() -> Tried:
    """The first address may be asked; what it leads to may not."""
    server, inside = HostileServer(), HostileServer()
    door, through = Door(allow=[ip_network("127.0.0.1/32")], limits=QUICK, lookup=here_alone), list[str]()
    for host in ELSEWHERE:
        target = f"{host}:{inside.port}/feed"
        if host in ("localhost", "2130706433", "0", "[::ffff:127.0.0.1]"):
            target = f"127.0.0.2:{inside.port}/feed"  # these are the allowed server's own address in this test
        try:
            answer: Fetched = door.fetch(Request(server.url(f"to/{target}")))
            through.append(f"a redirect to {target} was followed: {answer.url}")
        except Trouble:
            pass
    through += [f"the tripwire was asked for {hit}" for hit in inside.hits]
    server.close()
    inside.close()
    return Tried("redirects that lead inside", len(ELSEWHERE), through)


async def here_alone(host: str, port: int) -> Sequence[str]:
    return ["10.0.0.7"]


def rebinding(tripwire: HostileServer) -> Tried:
    """A public address when asked first, this machine when asked again."""
    through = []
    for second in ("127.0.0.1", "::1", "169.254.169.254"):
        asked: list[str] = []

        async def lookup(host: str, port: int, asked: list[str] = asked, second: str = second) -> Sequence[str]:
            asked.append(host)
            return ["192.0.2.1"] if len(asked) == 1 else [second]

        before = len(tripwire.hits)
        for _ in range(2):
            try:
                Door(lookup=lookup, limits=Limits(seconds=1, connect_seconds=1)).fetch(
                    Request(f"http://twice.example:{tripwire.port}/")
                )
            except Trouble:
                continue
        if len(tripwire.hits) > before:
            through.append(f"rebinding to {second}")
    return Tried("names that lead elsewhere when asked again (DNS rebinding)", 3, through)


if __name__ == "__main__":
    sys.exit(not printed("Addresses that lead inside (SSRF)", attack()))
