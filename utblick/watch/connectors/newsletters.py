"""Newsletters as they come by mail. One that is made of headed pieces tells a thing for each, another is one thing.

The body is what the post box answers (post.py): a JSON list of messages, each in base64.
"""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import blake2b
from typing import Any

from lxml import html

from utblick.ui.cutting import cut
from utblick.watch.addresses import canonical
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, plain, sanitised, spaced
from utblick.watch.connectors import (
    Answer,
    Finding,
    Kind,
    Request,
    newsletter_pieces,
    newsletter_text,
    pages,
    regions,
    sent_on,
)
from utblick.watch.connectors.dates import moment
from utblick.watch.connectors.feed_kind import kind_of
from utblick.watch.connectors.identifiers import CALL, by_address, call, named_by
from utblick.watch.connectors.newsletter_pieces import Piece
from utblick.watch.connectors.newsletter_words import CALLS, IS_OVER
from utblick.watch.errors import Trouble, UnreadableAnswer

# In so many letters of text it is looked for whose a message was that a person sent on.
FURTHEST = 10_000


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
    letter = read(message)
    facts: dict[str, Any] = {"published": sent(message), "authority": letter.sender, "language": language(message)}
    if len(letter.pieces) >= newsletter_pieces.FEWEST_PIECES:
        for piece in letter.pieces:
            kind = kind_of(piece.heading, ())
            named = named_in(piece.heading, piece.links, piece.words, kind)
            yield Finding(
                name_of_piece(piece),
                piece.heading,
                piece.link or letter.page,
                piece.words,
                kind=kind,
                identifiers=named,
                **facts,
            )
    elif title or letter.words:
        kind, words = kind_of(title, ()), letter.words
        named = named_in(title, letter.links, words, kind)
        yield Finding(
            name, title or cut(words, 120), letter.page, words, letter.markup, kind=kind, identifiers=named, **facts
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """`page`: the same on the web. `links`, `words` and `markup` are without what stands in every newsletter."""

    sender: str
    page: str
    pieces: list[Piece]
    links: tuple[str, ...]
    words: str
    markup: str = ""


def read(message: EmailMessage) -> Letter:
    is_sent_on = bool(sent_on.IS_SENT_ON.match(header(message, "Subject")))
    root = opened(content(message, "html"))
    if root is None:
        return of_text(content(message, "plain"), sender(message), is_sent_on=is_sent_on)
    whose = sent_on.first_sender(regions.words(root)[:FURTHEST]) if is_sent_on else ""
    page = newsletter_pieces.in_browser(root)
    if is_sent_on:
        sent_on.drop_head(root)
    newsletter_pieces.tidied(root)
    words, markup = cut(regions.words(root), MOST_SUMMARY), sanitised(html.tostring(root, encoding="unicode"))
    links = newsletter_pieces.links_of(root)
    return Letter(whose or sender(message), page, newsletter_pieces.pieces(root), links, words, markup)


def of_text(text: str, sender: str, *, is_sent_on: bool) -> Letter:
    whose = sent_on.first_sender(spaced(text)[:FURTHEST]) if is_sent_on else ""
    kept = sent_on.without_head(text) if is_sent_on else text
    page = newsletter_text.in_browser(text)
    links = newsletter_text.links_of(kept)
    return Letter(whose or sender, page, newsletter_text.pieces(kept), links, plain(kept, MOST_SUMMARY))


def opened(markup: str) -> html.HtmlElement | None:
    try:
        return pages.opened(markup.encode("utf-8", "replace"), "text/html; charset=utf-8") if markup else None
    except Trouble:
        return None


def named_in(title: str, links: Sequence[str], words: str, kind: Kind) -> tuple[str, ...]:
    """The call that a piece is about: by its first link or title; else the only one that it leads to or tells of, where it
    invites to apply. What leads to several is about none of them, unless its title says which."""
    led = {name for link in links for name in by_address(link) if name.startswith("call:")}
    if found := named_by(links[0] if links and len(led) < 2 else "", title):
        return found
    told = led | ({call(match[0]) for match in CALL.finditer(words)} if "-" in words else set())
    whole = f"{title} {words}"
    invites = kind in ("call", "news") and CALLS.search(whole) and not IS_OVER.search(whole)
    return (told.pop(),) if len(told) == 1 and invites else ()


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


def name_of_piece(piece: Piece) -> str:
    """The same in the letter and in each copy of it that somebody sends on; another where it says something else."""
    told = "\x1f".join((piece.heading, canonical(piece.link), piece.words))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def title_of(message: EmailMessage) -> str:
    return plain(sent_on.SUBJECT.sub("", header(message, "Subject").strip()), MOST_TITLE)


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
