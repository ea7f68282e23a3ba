"""The thorough reader: feedparser in a process of its own."""

import io
from typing import Any

import feedparser

from utblick.quarantine.child import About, serve

# Longer texts are cut anyway when they are cleaned.
MOST_TEXT = 200_000
MEMORY = 384 * 1024 * 1024


def told(about: About, body: bytes) -> dict[str, Any]:
    """`about`: the feed's media type and address, as far as they are known."""
    headers = {"content-type": about["type"]} if about["type"] else {}
    if about["address"]:
        headers["content-location"] = about["address"]
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
    serve(told, memory=MEMORY)
