"""The fast way to read a feed: for documents that are well-formed, in UTF-8, and without a document type of their own.

That is nearly all of them. For the rest `NotPlain` says to take the thorough way.
"""

import re
from collections.abc import Callable

from lxml import etree

from utblick.watch.cleaning import absolute
from utblick.watch.connectors.feed_entry import Entry, Feed, as_html

ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
RSS = (
    "",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
    "http://backend.userland.com/RSS2",
    "http://backend.userland.com/rss",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://purl.org/net/rss1.1#",
)
DC = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ITUNES = ("http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/DTDs/PodCast-1.0.dtd")
XHTML = "http://www.w3.org/1999/xhtml"
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

CHUNK = 256 * 1024
# An entry, or what lies between two, is not longer than this; it bounds the memory that a document can take.
MOST_BETWEEN = 3 * 1024 * 1024
DECLARED = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
# Labels under which valid UTF-8 is UTF-8, whatever the label says.
OVERRULED = re.compile(rb"(?i)(utf-?8|us-ascii|ascii|iso-?8859-?\d+|latin-?\d|windows-125\d|cp125\d)$")


WESTERN = re.compile(rb"(?i)(iso-?8859-?1|latin-?1|windows-1252|cp1252)$")


class NotPlain(Exception):
    """The document needs the thorough reader."""


def read(body: bytes, address: str) -> Feed:
    """The feed in a plain document. Raises NotPlain."""
    body = in_utf8(body.removeprefix(b"\xef\xbb\xbf").lstrip())
    if b"<!DOCTYPE" in body[:4096] or b"<!ENTITY" in body[:65_536]:
        raise NotPlain
    parser = etree.XMLPullParser(
        events=("end",), tag=("{*}item", "{*}entry"), encoding="utf-8", resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    reader = Reader(address, has_base=b"xml:base" in body)
    try:
        for chunk, begin in chunks(body):
            parser.feed(chunk)
            reader.take(parser, begin)
        return reader.finished(parser.close())
    except etree.XMLSyntaxError as error:
        raise NotPlain from error


def chunks(body: bytes) -> "list[tuple[bytes, int]]":
    return [(body[begin : begin + CHUNK], begin) for begin in range(0, len(body), CHUNK)]


def in_utf8(body: bytes) -> bytes:
    """The document in UTF-8: as it is, or out of the one Western encoding that its label names."""
    declared = DECLARED.match(body[:200])
    if declared and not OVERRULED.match(declared[1]):
        raise NotPlain
    try:
        body.decode("utf-8")
        return body
    except UnicodeDecodeError as error:
        if not declared or not WESTERN.match(declared[1]):
            raise NotPlain from error
    # As browsers do: what calls itself Latin-1 is Windows-1252.
    return body.decode("cp1252", "replace").encode()


class Reader:
    """Takes the entries out of the growing tree, and throws away what has been read."""

    def __init__(self, address: str, *, has_base: bool) -> None:
        self._address, self._has_base = address, has_base
        self._feed: Feed | None = None
        self._entries: list[Entry] = []
        self._last = 0
        self._head_end: etree._Element | None = None

    def take(self, parser: "etree.XMLPullParser", begin: int) -> None:
        for _, element in parser.read_events():
            if self._feed is None:
                self._feed = self._head(element.getroottree().getroot())
                self._head_end = element.getprevious()
            self._entries.append(self._entry(element))
            self._last = begin
            element.clear()
            self._forget_before(element)
        if begin - self._last > MOST_BETWEEN:
            raise NotPlain

    def _forget_before(self, element: etree._Element) -> None:
        parent = element.getparent()
        while (previous := element.getprevious()) is not None and previous is not self._head_end:
            parent.remove(previous)

    def finished(self, root: etree._Element) -> Feed:
        # RSS 0.9x and 1.0 may tell about the channel after the items.
        feed = self._head(root)
        if self._feed is None or not self._entries:
            raise NotPlain
        feed.title = feed.title or self._feed.title
        feed.entries = self._entries
        return feed

    def _head(self, root: etree._Element) -> Feed:
        name = etree.QName(root)
        if name.localname not in ("rss", "feed", "RDF", "Channel"):
            raise NotPlain
        feed = Feed(name.localname, language=root.get(XML_LANG) or "")
        top = root if name.localname == "feed" else next(iter(root.iterchildren("{*}channel")), root)
        for element in top:
            if (told := HEAD.get(element.tag)) is not None:
                told(element, feed)
        feed.language = feed.language or top.get(XML_LANG) or ""
        return feed

    def _entry(self, element: etree._Element) -> Entry:
        entry = Entry(language=element.get(XML_LANG) or "", id=element.get(RDF_ABOUT) or "")
        for child in element:
            told = TOLD.get(child.tag)
            if told is not None:
                told(child, entry)
        if not entry.link and entry.id.startswith(("http://", "https://")):
            entry.link = entry.id
        if self._has_base:
            self._apply_base(element, entry)
        return entry

    def _apply_base(self, element: etree._Element, entry: Entry) -> None:
        holder = next((child for child in element if child.tag in LINKS), element)
        entry.link = absolute(entry.link, absolute(holder.base or "", self._address)) if entry.link else ""
        entry.base = absolute(element.base or "", self._address)


type Tell[T] = Callable[[etree._Element, T], None]


def words(element: etree._Element) -> str:
    """The text of an element, markup that was not escaped included."""
    if not len(element):
        return (element.text or "").strip()
    return inner(element)


def inner(element: etree._Element) -> str:
    told = as_html(element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)
    return re.sub(r"<(/?)[A-Za-z][\w.-]*:(?=[A-Za-z])", r"<\1", told).strip()


def atom_text(element: etree._Element) -> str:
    kind = (element.get("type") or "text").lower()
    if kind in ("xhtml", "application/xhtml+xml") or len(element):
        return inner(element)
    text = (element.text or "").strip()
    if element.get("mode") == "base64" or not readable(kind):
        raise NotPlain
    if "html" in kind or element.get("mode") == "escaped":
        return text
    return as_html(text)


def readable(kind: str) -> bool:
    return kind in ("text", "html", "xhtml") or kind.startswith("text/") or kind.endswith(("+xml", "/xml"))


def fill(name: str, take: Callable[[etree._Element], str]) -> Tell[Entry]:
    def tell(element: etree._Element, entry: Entry) -> None:
        if not getattr(entry, name):
            setattr(entry, name, take(element))

    return tell


def head(name: str, take: Callable[[etree._Element], str]) -> Tell[Feed]:
    def tell(element: etree._Element, feed: Feed) -> None:
        if not getattr(feed, name):
            setattr(feed, name, take(element))

    return tell


def guid(element: etree._Element, entry: Entry) -> None:
    entry.id = words(element)
    if not entry.link and element.get("isPermaLink", "true").lower() == "true" and entry.id.startswith("http"):
        entry.link = entry.id


def rss_link(element: etree._Element, entry: Entry) -> None:
    entry.link = words(element) or element.get("href") or entry.link


def atom_link(element: etree._Element, entry: Entry) -> None:
    if (element.get("rel") or "alternate") == "alternate" and not entry.link:
        entry.link = (element.get("href") or "").strip()


def atom_content(element: etree._Element, entry: Entry) -> None:
    if element.get("src"):
        entry.link = entry.link or (element.get("src") or "")
    elif not entry.content:
        entry.content = atom_text(element)


def category(element: etree._Element, entry: Entry) -> None:
    entry.categories.append(element.get("label") or element.get("term") or words(element))


def atom_author(element: etree._Element) -> str:
    return next((words(child) for child in element if etree.QName(child).localname == "name"), "")


def site(element: etree._Element, feed: Feed) -> None:
    if (element.get("rel") or "alternate") == "alternate" and not feed.site:
        feed.site = (element.get("href") or words(element)).strip()


TOLD: dict[str, Tell[Entry]] = {}
HEAD: dict[str, Tell[Feed]] = {}
for space in RSS:
    prefix = f"{{{space}}}" if space else ""
    TOLD |= {
        f"{prefix}title": fill("title", words),
        f"{prefix}link": rss_link,
        f"{prefix}description": fill("summary", words),
        f"{prefix}guid": guid,
        f"{prefix}pubDate": fill("published", words),
        f"{prefix}category": category,
        f"{prefix}author": fill("author", words),
    }
    HEAD |= {
        f"{prefix}title": head("title", words),
        f"{prefix}link": site,
        f"{prefix}language": head("language", words),
    }
for space in ATOM:
    prefix = f"{{{space}}}"
    TOLD |= {
        f"{prefix}title": fill("title", atom_text),
        f"{prefix}link": atom_link,
        f"{prefix}summary": fill("summary", atom_text),
        f"{prefix}content": atom_content,
        f"{prefix}id": fill("id", words),
        f"{prefix}published": fill("published", words),
        f"{prefix}issued": fill("published", words),
        f"{prefix}updated": fill("updated", words),
        f"{prefix}modified": fill("updated", words),
        f"{prefix}category": category,
        f"{prefix}author": fill("author", atom_author),
    }
    HEAD |= {f"{prefix}title": head("title", atom_text), f"{prefix}link": site}
for space in DC:
    prefix = f"{{{space}}}"
    TOLD |= {
        f"{prefix}title": fill("title", words),
        f"{prefix}date": fill("updated", words),
        f"{prefix}created": fill("published", words),
        f"{prefix}issued": fill("published", words),
        f"{prefix}modified": fill("updated", words),
        f"{prefix}creator": fill("author", words),
        f"{prefix}description": fill("summary", words),
        f"{prefix}subject": category,
        f"{prefix}language": fill("language", words),
    }
    HEAD |= {f"{prefix}title": head("title", words), f"{prefix}language": head("language", words)}
TOLD |= {
    f"{{{CONTENT}}}encoded": fill("content", words),
    f"{{{XHTML}}}body": fill("content", inner),
    f"{{{XHTML}}}div": fill("content", inner),
}
for space in ITUNES:
    TOLD |= {f"{{{space}}}summary": fill("summary", words), f"{{{space}}}author": fill("author", words)}
LINKS = {tag for tag in TOLD if tag == "link" or tag.endswith("}link")}
