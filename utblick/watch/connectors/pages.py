"""A part of a web page that has no feed: each of its entries is news, or its text as a whole, whichever was chosen.

The address carries the choice behind the page's own, in the fragment, which is never sent:
`https://example.org/calls#utblick=each:main[1]/ul[2]`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import blake2b
from urllib.parse import quote, unquote, urldefrag

from lxml import etree, html

from utblick.ui.cutting import cut
from utblick.watch.addresses import canonical
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, plain, sanitised, spaced, visible
from utblick.watch.connectors import Answer, Finding, Request, regions
from utblick.watch.connectors.dates import moment
from utblick.watch.connectors.feed_kind import kind_of
from utblick.watch.errors import TooLarge, UnreadableAnswer

MARK = "utblick="
EACH, WHOLE = "each", "whole"
MOST_ENTRIES = 200
MOST_BYTES = 4 * 1024 * 1024
SHORTEST_ENTRY, SHORTEST_TITLE = 8, 15
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


class Pages:
    def ask(self, address: str, *, page: str | None = None, since: date | None = None) -> Request:
        return Request(address, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.5"})

    def read(self, body: bytes, headers: Mapping[str, str], *, address: str = "") -> Answer:
        """Raises UnreadableAnswer("region_gone") where the page no longer has the part that was chosen."""
        url, way, path = parted(address)
        root = opened(body, headers.get("content-type", ""))
        region = regions.at(root, path)
        if region is None:
            raise UnreadableAnswer("region_gone", path)
        told = each(region, url) if way == EACH else iter([whole(root, region, url)])
        return Answer(told, title=title_of(root), language=language_of(root), site=url)


def joined(page: str, way: str, path: str) -> str:
    """The address of a source: a page, which way to read it, and which part."""
    return f"{urldefrag(page).url}#{MARK}{way}:{quote(path, safe='/[]@=')}"


def parted(address: str) -> tuple[str, str, str]:
    """The page, which way to read it, and which part; the whole page where nothing was chosen."""
    url, fragment = urldefrag(address)
    way, _colon, path = fragment.removeprefix(MARK).partition(":")
    return (url, way, unquote(path)) if fragment.startswith(MARK) else (url, WHOLE, "")


def opened(body: bytes, kind: str) -> html.HtmlElement:
    if not body.strip():
        raise UnreadableAnswer("empty")
    if len(body) > MOST_BYTES:
        raise TooLarge("too_large", f"{len(body)} bytes")
    if b"<" not in body[:65_536]:
        raise UnreadableAnswer("wrong_shape")
    parser = html.HTMLParser(no_network=True, huge_tree=False, encoding=encoding_of(body, kind), remove_comments=True)
    try:
        root = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableAnswer("wrong_shape", str(error)) from error
    etree.strip_elements(root, *regions.SILENT, with_tail=False)
    return root


def encoding_of(body: bytes, kind: str) -> str | None:
    """What the server says; UTF-8 where it fits; else what the page says of itself."""
    told = re.search(r"charset=[\"']?([\w-]+)", kind)
    try:
        body.decode("utf-8" if told is None else told[1])
    except (UnicodeDecodeError, LookupError):
        return None
    return "utf-8" if told is None else told[1]


def title_of(root: html.HtmlElement) -> str:
    return plain(root.findtext(".//title") or root.findtext(".//h1") or "", 300)


def language_of(root: html.HtmlElement) -> str | None:
    told = LANGUAGE.match(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return told[0].lower() if told else None


def whole(root: html.HtmlElement, region: html.HtmlElement, url: str) -> Finding:
    text = regions.words(region)
    return Finding(
        external_id="page",
        title=cut(title_of(root) or first_words(text), MOST_TITLE),
        link=url,
        summary=cut(text, MOST_SUMMARY),
        body_html=sanitised(html.tostring(region, encoding="unicode", with_tail=False), url),
    )


def each(region: html.HtmlElement, url: str) -> Iterator[Finding]:
    """One for each of the parts that repeat; one that stands twice is told once."""
    parts = regions.entries(region)[:MOST_ENTRIES]
    told = [entry(part, regions.following(part, parts), url) for part in parts]
    links = Counter(one.link for one in told)
    for one, title in ((one, one.title) for one in told):
        if len(title) >= SHORTEST_ENTRY or one.link:
            yield one if links[one.link] == 1 and one.link else named_by_words(one)


def named_by_words(one: Finding) -> Finding:
    """A link that several entries share, or none, names nothing: the title does."""
    told = blake2b(f"{one.link}\x1f{one.title}".encode(), digest_size=16).hexdigest()
    return Finding(told, one.title, one.link, one.summary, published=one.published, kind=one.kind)


def entry(part: html.HtmlElement, following: list[html.HtmlElement], url: str) -> Finding:
    """`following`: what stands below a heading or a term, and belongs to it."""
    text = regions.words(part)
    title = cut(heading_of(part) or first_words(text), MOST_TITLE)
    told = regions.labelled(part, title) or text.removeprefix(title).strip(" –—:|")
    rest = " ".join(filter(None, [told, *map(regions.words, following)]))
    link = next(filter(None, (link_of(one, url) for one in (part, *following))), "")
    return Finding(
        external_id=canonical(link) or title,
        title=title,
        link=link,
        summary=cut(rest, MOST_SUMMARY),
        published=next(filter(None, map(published, (part, *following))), None),
        kind=kind_of(title, ()),
    )


def heading_of(part: html.HtmlElement) -> str:
    """Its heading, else the words of its longest link, unless that only says "read more"; else what it begins with in bold."""
    for heading in part.iter(*HEADINGS):
        if text := regions.words(heading):
            return text
    links = [regions.words(link) for link in part.iter("a")]
    longest = max(links, key=len, default="")
    if len(longest) >= SHORTEST_TITLE:
        return longest
    bold = next((regions.words(one) for one in part.iter("strong", "b")), "")
    return bold if len(bold) >= SHORTEST_ENTRY and regions.words(part).startswith(bold) else ""


def link_of(part: html.HtmlElement, url: str) -> str:
    """Where its heading leads, else its first link out of the page."""
    headed = [link for heading in part.iter(*HEADINGS) for link in [*heading.iter("a"), *heading.iterancestors("a")]]
    links = (absolute(str(link.get("href") or ""), url) for link in [*headed, *part.iter("a")])
    return next((link for link in links if link and urldefrag(link).url != url), "")


def published(part: html.HtmlElement) -> datetime | None:
    """The first moment that is marked up as one and is not the deadline of something."""
    return next((at for time in part.iter("time") if (at := moment(time.get("datetime") or ""))), None)


def first_words(text: str) -> str:
    return cut(spaced(visible(text)), 120)
