"""Feeds of every kind: RSS 0.9x to 2.0, RDF, Atom, JSON Feed, and what only resembles them."""

import re
from collections.abc import Mapping
from datetime import date

from utblick.watch import discovery
from utblick.watch.cleaning import absolute, plain
from utblick.watch.connectors import Answer, Request, feed_json, feed_plain, feed_pool
from utblick.watch.connectors.feed_entry import Feed, findings, language
from utblick.watch.errors import NotAFeed, UnreadableAnswer

WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?[^\s>]+\s+(?:\"([^\"]*)\"|'([^']*)'|(SYSTEM|PUBLIC)\b)", re.IGNORECASE)
MOST_ENTITIES = 300
LONGEST_ENTITY = 200


class Feeds:
    def ask(self, address: str, *, page: str | None = None, since: date | None = None) -> Request:
        """A feed is one page, and always gives its newest."""
        return Request(page or address)

    def read(self, body: bytes, headers: Mapping[str, str], *, address: str = "") -> Answer:
        feed = told(body, headers.get("content-type", ""), address)
        return Answer(
            findings=findings(feed, address),
            title=plain(feed.title, 300),
            language=language(feed.language),
            site=absolute(feed.site, address) if feed.site else "",
        )


def told(body: bytes, kind: str, address: str) -> Feed:
    """The feed in a document, the fast way where that goes. Raises UnreadableAnswer, NotAFeed, TooLarge."""
    begin = body[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begin:
        raise UnreadableAnswer("empty")
    if begin.startswith((b"{", b"[")):
        return feed_json.read(body)
    if WEB_PAGE.match(begin):
        raise NotAFeed(discovery.feeds_in(body, address))
    try:
        return feed_plain.read(body, address)
    except feed_plain.NotPlain:
        return thoroughly(body, kind, address)


def thoroughly(body: bytes, kind: str, address: str) -> Feed:
    check_entities(body)
    feed = feed_pool.read(body, kind, address)
    if not feed.kind and not feed.entries:
        if b"<html" in body[:4096].lower() or b"<body" in body[:65_536].lower():
            raise NotAFeed(discovery.feeds_in(body, address))
        raise UnreadableAnswer("no_feed_known")
    return feed


def check_entities(body: bytes) -> None:
    """Shorthand is harmless as long as it is short, no shorthand for shorthand, and nothing from elsewhere."""
    if b"<!ENTITY" not in body and b"<!entity" not in body:
        return
    for number, (parameter, double, single, elsewhere) in enumerate(ENTITY.findall(body)):
        value = double or single
        nested = re.search(rb"&(?!#|amp;|lt;|gt;|quot;|apos;)|%\w+;", value)
        if number >= MOST_ENTITIES or parameter or elsewhere or nested or len(value) > LONGEST_ENTITY:
            raise UnreadableAnswer("entities")
