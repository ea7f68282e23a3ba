"""Newsletters as they come by mail. One that is made of headed pieces tells a thing for each, another is one thing.

The body is what the post box answers (post.py): a JSON list of messages, each in base64.
"""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import blake2b

from lxml import html

from utblick.ui.cutting import cut
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, plain, sanitised, spaced, visible
from utblick.watch.connectors import Answer, Finding, Request, pages, regions
from utblick.watch.connectors.dates import moment
from utblick.watch.connectors.feed_kind import kind_of
from utblick.watch.errors import Trouble, UnreadableAnswer

FORWARDED = re.compile(r"^(?:(?:fwd?|vb|vs|wg|re|sv|tr)\s*:\s*)+", re.IGNORECASE)
# What a mail program writes above a message that a person sends on: whose it is.
SENT_ON = re.compile(r"\s*(?:fwd?|vb|vs|wg|tr)\s*:", re.IGNORECASE)
FIRST_SENDER = re.compile(
    r"\b(?:from|från|fra|von|lähettäjä|de)\s?: (?P<name>[^:]{2,120}?) (?:sent|date|datum|dato|skickat|sendt|gesendet|lähetetty|"
    r"päiväys|envoyé|to|till|til|an|vastaanottaja)\s?:",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"<[^<>\s]*>?|\[mailto:[^\]]*\]|\(?\S+@\S+\)?")
SERVICE = re.compile(
    r"unsubscribe|avprenumerera|avregistrera|avsluta|view (?:it )?in (?:your )?browser|visa i webbl|webbversion|privacy|"
    r"integritet|preferences|inställningar|facebook|linkedin|twitter|instagram|youtube|kontakta oss|contact us",
    re.IGNORECASE,
)
IN_BROWSER = re.compile(
    r"view (?:it |this )?.*\bbrowser|web version|webbversion|i (?:din )?webbläsare|online version", re.IGNORECASE
)
LEAVING = re.compile(r"unsubscribe|avprenumerera|avregistrera|prenumeration|preferences|inställningar", re.IGNORECASE)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Where no heading is marked up as one, a block may begin with one in bold or with a link.
BOLD, SHORTEST_BOLD, SHORTEST_LINK = ("strong", "b"), 15, 25
LONGEST_FOOT = 400
SHORTEST_PIECE, SHORTEST_WITHOUT_LINK, FEWEST_PIECES, MOST_PIECES = 30, 60, 2, 60


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
    page = in_browser(markup)
    facts = {"published": sent(message), "authority": sender(message), "language": language(message)}
    if len(told) >= FEWEST_PIECES:
        for number, (heading, link, words) in enumerate(told[:MOST_PIECES]):
            yield Finding(f"{name}#{number}", heading, link or page, words, kind=kind_of(heading, ()), **facts)  # type: ignore[arg-type]
    elif title or markup or text:
        words = plain(markup or text, MOST_SUMMARY)
        facts["authority"] = first_sender(message, words) or facts["authority"]
        safe = sanitised(markup) if markup else ""
        yield Finding(name, title or cut(words, 120), page, words, safe, kind=kind_of(title, ()), **facts)  # type: ignore[arg-type]


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


def first_sender(message: EmailMessage, words: str) -> str:
    """Whose the message is that a person sent on; empty where it is none, or does not say."""
    if not SENT_ON.match(header(message, "Subject")):
        return ""
    found = FIRST_SENDER.search(words)
    return plain(ADDRESS.sub("", found["name"]).strip(" \"'*"), 300) if found else ""


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
    """Heading, link and words of each headed piece."""
    try:
        root = pages.opened(markup.encode("utf-8", "replace"), "text/html; charset=utf-8")
    except Trouble:
        return
    for block in {block_of(link) for link in root.iter("a") if LEAVING.search(regions.words(link))}:
        if block is not None and is_foot(block):
            block.drop_tree()
    told = list(headed(root, lambda node: node.tag in HEADINGS))
    if len(told) < FEWEST_PIECES:
        told = [one for one in headed(root, leads_its_block) if one[1]]
    yield from told


def block_of(link: html.HtmlElement) -> html.HtmlElement | None:
    return next(link.iterancestors("p", "td", "li", "div"), None)


def is_foot(block: html.HtmlElement) -> bool:
    """Whether a block with a link to leave the list tells of little else."""
    return next(block.iter(*HEADINGS), None) is None and len(regions.words(block)) < LONGEST_FOOT


def headed(root: html.HtmlElement, leads: Callable[[html.HtmlElement], bool]) -> Iterator[tuple[str, str, str]]:
    """Each piece from what leads it to what leads the next."""
    heading, link, words, within = "", "", list[str](), None
    for node, ending in regions.walked(root):
        if within is not None:
            if node is not within or not ending:
                continue
            within = None
        elif not ending and leads(node):
            yield from piece(heading, link, words)
            heading, link, words, within = regions.words(node), link_in(node), [], node
            continue
        if node.tag in regions.BLOCKS:
            words.append(" ")
        if node.tag == "a" and not ending:
            link = link or own_link(node)
        words.append((node.tail if ending else node.text) or "")
    yield from piece(heading, link, words)


def leads_its_block(node: html.HtmlElement) -> bool:
    if node.tag not in (*BOLD, "a"):
        return False
    said = regions.words(node)
    shortest = SHORTEST_LINK if node.tag == "a" else SHORTEST_BOLD
    return len(said) >= shortest and not SERVICE.search(said) and begins_its_block(node)


def begins_its_block(node: html.HtmlElement) -> bool:
    """Whether nothing is said before it on its line."""
    while node.tag not in regions.BLOCKS:
        before, above = node.getprevious(), node.getparent()
        while before is not None and not (before.tail or "").strip():
            if before.tag in regions.BLOCKS:
                return True
            if regions.words(before):
                return False
            before = before.getprevious()
        if before is not None or above is None or (above.text or "").strip():
            return False
        node = above
    return True


def piece(heading: str, link: str, words: list[str]) -> Iterator[tuple[str, str, str]]:
    """What leads nowhere is told too, if it is more than a greeting."""
    text = spaced(visible("".join(words)))
    is_told = len(heading) + len(text) >= SHORTEST_PIECE if link else len(text) >= SHORTEST_WITHOUT_LINK
    if heading and is_told and not SERVICE.search(heading):
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
