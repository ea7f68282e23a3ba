"""Newsletters as they come by mail. One that is made of headed pieces tells a thing for each, another is one thing.

The body is what the post box answers (post.py): a JSON list of messages, each in base64.
"""

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import blake2b

from lxml import html

from utblick.ui.cutting import cut
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, plain, sanitised
from utblick.watch.connectors import Answer, Finding, Request, pages, regions
from utblick.watch.connectors.dates import moment
from utblick.watch.connectors.feed_kind import kind_of
from utblick.watch.errors import Trouble, UnreadableAnswer

FORWARDED = re.compile(r"^(?:(?:fwd?|vb|vs|wg|re|sv|tr)\s*:\s*)+", re.IGNORECASE)
SERVICE = re.compile(
    r"unsubscribe|avprenumerera|avregistrera|avsluta|view (?:it )?in (?:your )?browser|visa i webbl|webbversion|privacy|"
    r"integritet|preferences|inställningar|facebook|linkedin|twitter|instagram|youtube|kontakta oss|contact us",
    re.IGNORECASE,
)
IN_BROWSER = re.compile(
    r"view (?:it |this )?.*\bbrowser|web version|webbversion|i (?:din )?webbläsare|online version", re.IGNORECASE
)
HEADINGS = ("h1", "h2", "h3", "h4")
SHORTEST_PIECE, FEWEST_PIECES, MOST_PIECES = 30, 2, 60


class Newsletters:
    def ask(self, address: str, *, page: str | None = None, since: date | None = None) -> Request:
        """The post box is asked for what came to this address since last time."""
        return Request(address)

    def read(self, body: bytes, headers: Mapping[str, str], *, address: str = "") -> Answer:
        try:
            messages = [b64decode(one) for one in json.loads(body)]
        except (ValueError, TypeError) as error:
            raise UnreadableAnswer("wrong_shape", repr(error)) from error
        return Answer(finding for message in messages for finding in findings(message))


def findings(raw: bytes) -> Iterator[Finding]:
    """Nothing for a message that says nothing; a damaged one is read as far as it goes."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    name, title = name_of(message, raw), title_of(message)
    markup, text = content(message, "html"), content(message, "plain")
    told = list(pieces(markup)) if markup else []
    facts = {"published": sent(message), "authority": sender(message), "language": language(message)}
    if len(told) >= FEWEST_PIECES:
        for number, (heading, link, words) in enumerate(told[:MOST_PIECES]):
            yield Finding(f"{name}#{number}", heading, link, words, kind=kind_of(heading, ()), **facts)  # type: ignore[arg-type]
    elif title or markup or text:
        words = plain(markup or text, MOST_SUMMARY)
        safe = sanitised(markup) if markup else ""
        yield Finding(name, title or cut(words, 120), in_browser(markup), words, safe, kind=kind_of(title, ()), **facts)  # type: ignore[arg-type]


def header(message: EmailMessage, name: str) -> str:
    """A header's words; none where it is too damaged to be decoded."""
    try:
        return str(message.get(name, ""))
    except (ValueError, TypeError, AttributeError, IndexError, LookupError):
        return ""


def language(message: EmailMessage) -> str | None:
    return header(message, "Content-Language")[:2].lower() or None


def name_of(message: EmailMessage, raw: bytes) -> str:
    return header(message, "Message-ID").strip().strip("<>")[:400] or blake2b(raw, digest_size=16).hexdigest()


def title_of(message: EmailMessage) -> str:
    return plain(FORWARDED.sub("", header(message, "Subject").strip()), MOST_TITLE)


def sender(message: EmailMessage) -> str:
    name, address = parseaddr(header(message, "From"))
    return plain(name or address.partition("@")[2], 300)


def sent(message: EmailMessage) -> datetime | None:
    told = moment(header(message, "Date"))
    return told if told and told <= datetime.now(UTC) else None


def content(message: EmailMessage, kind: str) -> str:
    """The text of the message in this form; empty where it has none or it cannot be decoded."""
    try:
        part = message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""
    except (LookupError, ValueError, AttributeError, TypeError):
        return ""


def pieces(markup: str) -> Iterator[tuple[str, str, str]]:
    """Heading, link and words of each headed piece that leads somewhere."""
    try:
        root = pages.opened(markup.encode("utf-8", "replace"), "text/html; charset=utf-8")
    except Trouble:
        return
    heading, link, words = "", "", list[str]()
    for node in root.iter(*HEADINGS, "p", "li", "td", "a"):
        if node.tag in HEADINGS:
            yield from piece(heading, link, words)
            heading, link, words = regions.words(node), link_in(node), []
        elif node.tag == "a":
            link = link or own_link(node)
        elif not any(child.tag in ("p", "li", "td", "table", *HEADINGS) for child in node.iterdescendants()):
            words.append(regions.words(node))
    yield from piece(heading, link, words)


def piece(heading: str, link: str, words: list[str]) -> Iterator[tuple[str, str, str]]:
    text = " ".join(part for part in words if part)
    if heading and link and len(heading) + len(text) >= SHORTEST_PIECE and not SERVICE.search(heading):
        yield cut(heading, MOST_TITLE), link, cut(text, MOST_SUMMARY)


def link_in(node: html.HtmlElement) -> str:
    links = [*node.iter("a"), *node.iterancestors("a")]
    return next((link for one in links if (link := own_link(one))), "")


def own_link(node: html.HtmlElement) -> str:
    """Where a link leads, unless it is one of those that stand in every newsletter."""
    return "" if SERVICE.search(regions.words(node)) else absolute(str(node.get("href") or ""))


def in_browser(markup: str) -> str:
    """The newsletter's own page on the web, where it says so."""
    if not markup:
        return ""
    try:
        root = pages.opened(markup.encode("utf-8", "replace"), "text/html; charset=utf-8")
    except Trouble:
        return ""
    links = (one for one in root.iter("a") if IN_BROWSER.search(regions.words(one)))
    return next((link for one in links if (link := absolute(str(one.get("href") or "")))), "")
