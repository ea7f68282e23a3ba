"""JSON Feed 1.0 and 1.1."""

import json
from typing import Any

from utblick.watch.connectors.feed_entry import Entry, Feed, as_html
from utblick.watch.errors import UnreadableAnswer


def read(body: bytes) -> Feed:
    """The feed in a JSON document. Raises UnreadableAnswer."""
    try:
        told = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer("not_json", str(error)) from error
    if not isinstance(told, dict) or not (
        isinstance(told.get("items"), list) or "jsonfeed.org" in str(told.get("version"))
    ):
        raise UnreadableAnswer("no_feed_known")
    return Feed(
        "json",
        title=as_html(text(told, "title")),
        site=text(told, "home_page_url"),
        language=text(told, "language"),
        entries=[entry(item) for item in told.get("items") or [] if isinstance(item, dict)],
    )


def entry(item: dict[str, Any]) -> Entry:
    tags = item.get("tags")
    return Entry(
        id=text(item, "id"),
        title=as_html(text(item, "title")),
        link=text(item, "url") or text(item, "external_url"),
        summary=as_html(text(item, "summary")),
        content=text(item, "content_html") or as_html(text(item, "content_text")),
        published=text(item, "date_published"),
        updated=text(item, "date_modified"),
        author=as_html(author(item)),
        language=text(item, "language"),
        categories=[as_html(str(tag)) for tag in tags] if isinstance(tags, list) else [],
    )


def author(item: dict[str, Any]) -> str:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return text(first, "name") if isinstance(first, dict) else ""


def text(told: dict[str, Any], name: str) -> str:
    """A text, or a number as text; anything else is none."""
    found = told.get(name)
    return str(found) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""
