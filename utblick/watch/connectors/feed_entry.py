"""An entry of a feed as it was told, and the finding that it becomes."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from utblick.ui.cutting import cut
from utblick.watch.cleaning import (
    MOST_ID,
    MOST_SUMMARY,
    MOST_TITLE,
    absolute,
    plain,
    sanitised,
    spaced,
    text_of,
    visible,
)
from utblick.watch.connectors.dates import moment
from utblick.watch.connectors.feed_kind import kind_of
from utblick.watch.connectors.finding import Finding
from utblick.watch.connectors.identifiers import named_by

MOST_CATEGORIES = 20


@dataclass(slots=True)
class Entry:
    """What the feed said, uncleaned. `title`, `summary` and `content` are HTML."""

    id: str = ""
    title: str = ""
    link: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    language: str = ""
    categories: list[str] = field(default_factory=list)
    base: str = ""


@dataclass(slots=True)
class Feed:
    """A feed as it was told. `kind` is empty where it was recognised as none."""

    kind: str
    title: str = ""
    site: str = ""
    language: str = ""
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Feed":
        return cls(**{**told, "entries": [Entry(**entry) for entry in told["entries"]]})


def findings(feed: Feed, address: str) -> Iterator[Finding]:
    """Each entry once, with an id that stays the same from reading to reading."""
    cleaned = [finding(entry, feed, address) for entry in feed.entries]
    times = Counter(found.external_id for found in cleaned)
    if len(times) == len(cleaned):
        yield from cleaned
        return
    distinct = {(found.external_id, found.title, found.link): found for found in cleaned}
    times = Counter(found.external_id for found in distinct.values())
    for found in distinct.values():
        # One id for different things is a fault of the feed; what tells them apart then is what they say.
        yield found if times[found.external_id] == 1 else told_apart(found)


def told_apart(found: Finding) -> Finding:
    return replace(found, external_id=f"{found.external_id[:450]}#{digest(found.title, found.link)}")


def finding(entry: Entry, feed: Feed, address: str) -> Finding:
    base = entry.base or address
    link = absolute(entry.link, base) if entry.link else ""
    body, summary = texts(entry, base)
    title = plain(entry.title, MOST_TITLE) or cut(summary, 120)
    filed = categories(entry.categories)
    return Finding(
        external_id=identity(entry, link, title, summary),
        title=title,
        link=link,
        summary=summary,
        body_html=body,
        language=language(entry.language) or language(feed.language),
        published=moment(entry.published) or moment(entry.updated),
        kind=kind_of(title, filed),
        identifiers=named_by(link, title),
        authority=plain(entry.author, 300),
        categories=filed,
    )


def identity(entry: Entry, link: str, title: str, summary: str) -> str:
    said = spaced(visible(entry.id)) or link or digest(title, summary, entry.published)
    return said if len(said) <= MOST_ID else said[: MOST_ID - 20] + digest(said)


def texts(entry: Entry, base: str) -> tuple[str, str]:
    """The sanitised body and the plain summary; no body where it would say nothing more than the summary."""
    told = entry.content or entry.summary
    body = sanitised(told, base)
    own = entry.summary if entry.content and entry.summary != entry.content else ""
    summary = plain(own, MOST_SUMMARY) if own else text_of(body, MOST_SUMMARY)
    return ("" if "<" not in body and not own and not summary.endswith("…") else body), summary


def categories(told: Iterable[str]) -> tuple[str, ...]:
    cleaned = dict.fromkeys(plain(category, 100) for category in told)
    return tuple(category for category in cleaned if category)[:MOST_CATEGORIES]


@lru_cache(maxsize=256)
def language(code: str) -> str | None:
    """`sv-SE` and `SV` are `sv`; what is no language code is None."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", code)
    return found[1].lower() if found else None


def as_html(text: str) -> str:
    """Plain text as HTML."""
    return html.escape(text, quote=False) if "<" in text or "&" in text or ">" in text else text


def digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
