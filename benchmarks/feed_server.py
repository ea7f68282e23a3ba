"""A local server with many feeds, each with ETag and Last-Modified, in a process of its own.

    python -m benchmarks.feed_server --port 8410 --feeds 1000 --entries 50

`GET /feed/17.xml` is a feed; `POST /change/5` rewrites one entry in each of the first 5 % of them; `GET /sources.opml` names all.
The texts are drawn from a fixed seed: two runs serve the same. About 47 kB a feed, as in the figures of bars.md.
"""

import argparse
import asyncio
import csv
import gzip
import hashlib
import random
import subprocess
import sys
import time
from email.utils import formatdate
from functools import cache
from html import escape
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

VOCABULARY = Path(__file__).parent.parent / "utblick" / "lexicon" / "vocabularies" / "lex_cpv.tsv.gz"
WHEN = formatdate(1_790_000_000, usegmt=True)
# Fresh news: what is older than a season is not looked for by its text.
TODAY = int(time.time()) // 86_400 * 86_400


@cache
def labels() -> list[str]:
    """English labels of the procurement vocabulary: some ten thousand phrases of real words, rare and common."""
    with gzip.open(VOCABULARY, "rt", encoding="utf-8") as file:
        return [row["en"] for row in csv.DictReader(file, delimiter="\t") if row["en"]]


def sentence(dice: random.Random, words: int) -> str:
    """At least so many words, from labels put after one another."""
    told = ""
    while told.count(" ") < words:
        told += f"{dice.choice(labels()).rstrip('.')} and ".lower()
    return told.removesuffix(" and ").capitalize() + "."


def entry(feed: int, number: int, version: int) -> str:
    dice = random.Random(f"{feed}/{number}/{version}")
    title = sentence(dice, 5)
    body = "".join(f"<p>{sentence(dice, 14)} <b>{escape(dice.choice(labels()))}</b></p>" for _ in range(4))
    link = f"https://news{feed}.example.org/{number}?utm_source=rss"
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><guid isPermaLink='false'>{feed}-{number}</guid>"
        f"<pubDate>{formatdate(TODAY - number * 3600, usegmt=True)}</pubDate>"
        f"<category>{escape(dice.choice(labels()))}</category><description>{escape(body)}</description></item>"
    )


class Feeds:
    def __init__(self, feeds: int, entries: int, port: int) -> None:
        self.count, self.entries, self.port = feeds, entries, port
        self.bodies = [self.body(feed, 0) for feed in range(feeds)]
        self.tags = [self.tag(body) for body in self.bodies]
        self.version = 0

    def body(self, feed: int, version: int) -> bytes:
        first = entry(feed, 0, version)
        rest = "".join(entry(feed, number, 0) for number in range(1, self.entries))
        head = f"<title>News {feed}</title><link>https://news{feed}.example.org/</link><description>x</description>"
        return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{head}{first}{rest}</channel></rss>".encode()

    @staticmethod
    def tag(body: bytes) -> str:
        return f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'

    def change(self, percent: int) -> None:
        self.version += 1
        for feed in range(self.count * percent // 100):
            self.bodies[feed] = self.body(feed, self.version)
            self.tags[feed] = self.tag(self.bodies[feed])

    def opml(self) -> bytes:
        rows = "".join(f'<outline type="rss" text="News {n}" xmlUrl="{self.url(n)}"/>' for n in range(self.count))
        return f'<opml version="2.0"><head><title>Bench</title></head><body>{rows}</body></opml>'.encode()

    def url(self, feed: int) -> str:
        # 250 names for one machine, so that "one connection a host" is not one connection in all.
        return f"http://127.0.0.{1 + feed % 250}:{self.port}/feed/{feed}.xml"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(self.answer(head.decode("latin-1")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def answer(self, head: str) -> bytes:
        path = head.split(" ", 2)[1]
        if path.startswith("/change/"):
            self.change(int(path.rsplit("/", 1)[1]))
            return said(b"")
        if path == "/sources.opml":
            return said(self.opml())
        if not path.startswith("/feed/"):
            return said(b"", "404 Not Found")
        number = int(path[6:].removesuffix(".xml"))
        tag = self.tags[number]
        if f"if-none-match: {tag}" in head.lower():
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\nLast-Modified: {WHEN}\r\n\r\n".encode()
        return said(
            self.bodies[number], extra=f"ETag: {tag}\r\nLast-Modified: {WHEN}\r\nContent-Type: application/rss+xml\r\n"
        )


def said(body: bytes, status: str = "200 OK", extra: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body


async def main(arguments: argparse.Namespace) -> None:
    feeds = Feeds(arguments.feeds, arguments.entries, arguments.port)
    server = await asyncio.start_server(feeds.serve, "0.0.0.0", arguments.port, backlog=512)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


def start(port: int, feeds: int, entries: int) -> "subprocess.Popen[str]":
    """The server in its own process, ready to answer."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.feed_server",
        "--port",
        str(port),
        "--feeds",
        str(feeds),
        "--entries",
        str(entries),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    if process.stdout.readline().strip() != "ready":
        raise RuntimeError(f"The feed server did not start on port {port}")
    return process


def ask(url: str, method: str = "GET") -> bytes:
    from urllib.request import Request

    for _ in range(20):
        try:
            with urlopen(Request(url, method=method), timeout=30) as answer:
                return bytes(answer.read())
        except URLError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8410)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=50)
    asyncio.run(main(parser.parse_args()))
