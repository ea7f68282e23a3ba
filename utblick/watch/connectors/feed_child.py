"""The thorough reader: feedparser in a process of its own, where a hostile document can hurt nobody.

Reads documents from standard input and answers on standard output, one after the other (frames: see feed_pool.py). It
has little memory and time, may open no file and write none.
"""

import io
import json
import resource
import struct
import sys
from typing import Any, BinaryIO

import feedparser

# Longer texts are cut anyway when they are cleaned.
MOST_TEXT = 200_000
MEMORY = 384 * 1024 * 1024


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while (question := next_question(incoming)) is not None:
        body, kind, address, seconds = question
        allow_seconds(seconds)
        answer = json.dumps(told(body, kind, address)).encode()
        outgoing.write(struct.pack(">I", len(answer)) + answer)
        outgoing.flush()


def next_question(incoming: BinaryIO) -> tuple[bytes, str, str, int] | None:
    sizes = incoming.read(8)
    if len(sizes) < 8:
        return None
    about, size = struct.unpack(">II", sizes)
    said = json.loads(incoming.read(about))
    return incoming.read(size), said["type"], said["address"], said["seconds"]


def allow_seconds(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def told(body: bytes, kind: str, address: str) -> dict[str, Any]:
    headers = {"content-type": kind} if kind else {}
    if address:
        headers["content-location"] = address
    # A stream, never the bytes: given text, feedparser would take it for an address or the name of a file.
    found = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    feed = found.feed
    return {
        "kind": found.get("version") or ("unknown" if found.entries else ""),
        "title": markup(feed, "title"),
        "site": str(feed.get("link") or ""),
        "language": str(feed.get("language") or ""),
        "entries": [entry(item) for item in found.entries],
    }


def entry(item: Any) -> dict[str, Any]:
    contents = item.get("content") or []
    return {
        "id": str(item.get("id") or ""),
        "title": markup(item, "title"),
        "link": str(item.get("link") or ""),
        "summary": markup(item, "summary"),
        "content": value(contents[0]) if contents else "",
        "published": date(item, "published") or date(item, "created"),
        "updated": date(item, "updated"),
        "author": str(item.get("author") or ""),
        "language": str((item.get("title_detail") or {}).get("language") or ""),
        "categories": [str(tag.get("label") or tag.get("term") or "") for tag in item.get("tags") or []][:50],
    }


def markup(item: Any, name: str) -> str:
    detail = item.get(f"{name}_detail")
    return value(detail) if detail else str(item.get(name) or "")[:MOST_TEXT]


def value(detail: Any) -> str:
    text = str(detail.get("value") or "")[:MOST_TEXT]
    if detail.get("type") == "text/plain":
        return text.replace("&", "&amp;").replace("<", "&lt;") if "<" in text else text
    return text


def date(item: Any, name: str) -> str:
    parsed = item.get(f"{name}_parsed")
    if parsed:
        return "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z".format(*parsed[:6])
    return str(item.get(name) or "")[:64]


if __name__ == "__main__":
    main()
