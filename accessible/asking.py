"""What pages there are for a visitor, and which of them are drawn alike: by plain requests, without a browser.

Two pages are alike where their main parts have the same elements with the same classes and states, whatever the words and however
many rows. axe and the keyboard would meet the same in both, so that one is looked at.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import httpx
from lxml import html

from tests.crawling import kind_of, links

MOST, WRITTEN = 1, 12
"""So many addresses of each kind are asked for, and of the pages that people have written, which all are of one kind."""
TOLD = ("class", "role", "type", "data-color", "data-variant", "data-size", "hidden", "disabled", "checked")
"""Attributes whose values change how an element looks, or is met; of others only that they are there counts."""


@dataclass(frozen=True, slots=True)
class Page:
    who: str
    language: str
    address: str
    drawn: str
    """The same for pages that are drawn alike."""


def pages(client: httpx.Client, who: str, language: str, home: str, within: tuple[str, ...] = ("/",)) -> Iterator[Page]:
    """The pages that links lead to from `home`, on the same host and below `within`."""
    waiting, met, asked = deque([home]), {home}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        name, _kind = kind_of(address)
        most = WRITTEN if name.startswith("written:") else MOST
        if not name or asked[name] == most or "?" in address:
            continue
        asked[name] += 1
        answer = client.get(address)
        if answer.status_code != 200 or not answer.headers["content-type"].startswith("text/html"):
            continue
        document = html.document_fromstring(answer.text)
        yield Page(who, language, str(answer.url), skeleton(document))
        news = [
            one for one in links(document, str(answer.url)) if one not in met and httpx.URL(one).path.startswith(within)
        ]
        met.update(news)
        waiting.extend(news)


def skeleton(document: Any) -> str:
    """How the main part is drawn."""
    main = document.find(".//main")
    return blake2b(_drawn(main if main is not None else document).encode(), digest_size=8).hexdigest()


def _drawn(element: Any) -> str:
    if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
        return ""
    told = [f"{name}={element.get(name)}" if name in TOLD else name for name in sorted(element.attrib)]
    words = "t" if (element.text or "").strip() else ""
    return f"<{element.tag} {' '.join(told)}>{words}{''.join(_without_repeats(map(_drawn, element)))}</>"


def _without_repeats(parts: Iterator[str]) -> Iterator[str]:
    """Rows that are drawn alike are one, in whatever order they come."""
    seen: set[str] = set()
    for part in parts:
        if part not in seen:
            seen.add(part)
            yield part
