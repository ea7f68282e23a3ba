"""The feed behind a web page: the ones that it names, then the addresses where such pages usually keep theirs."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree

from utblick.watch.cleaning import absolute

FEED_TYPES = {
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
    "application/xml", "text/xml", "application/x.atom+xml", "application/x-atom+xml", "text/rss+xml",
}  # fmt: skip
LOOKS_LIKE_FEED = re.compile(
    r"(?:^|[/._=?&-])(?:rss|feed|feeds|atom|rdf|rss2)(?:[/._=?&-]|xml|json|$)|\.(?:rss|atom|rdf)$", re.I
)
USUAL = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
MOST_BYTES = 2 * 1024 * 1024
MOST = 20
FEW_LINKS = 10
IN_SCRIPT = re.compile(r"""["']((?:https?:)?/[^"'\s<>]{1,300})["']""")
IS_CALENDAR = re.compile(r"^webcals?:|\.ics(?:[?#]|$)", re.IGNORECASE)


def feeds_in(page: bytes, address: str) -> list[str]:
    """Addresses of the feeds that a web page names, the surest first; none is fetched here."""
    root = tree_of(page)
    if root is None:
        return []
    base = urljoin(address, next((str(found.get("href")) for found in root.iter("base") if found.get("href")), ""))
    links = [*declared(root), *linked(root, base), *scripted(root, base), *calendars(root, base)]
    offered = [absolute(link, base) for link in links]
    found = [link for link in dict.fromkeys(offered) if link and link != address]
    if found and all(is_of_comments(link) for link in found):
        # A page of one article names the comments to it alone; the news are where such pages keep theirs.
        found = [*usual_places(address)[1:3], *found]
    return found[:MOST]


def is_of_comments(address: str) -> bool:
    return "comment" in address.lower()


def wants_log_in(page: bytes) -> bool:
    """Whether a page is there to log in on: a field for a password, and hardly anything to go on to."""
    root = tree_of(page)
    if root is None:
        return False
    asks = any((field.get("type") or "").lower() == "password" for field in root.iter("input"))
    return asks and sum(1 for _ in root.iter("a")) <= FEW_LINKS


def tree_of(page: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False, encoding=encoding_of(page))
    try:
        return etree.fromstring(page[:MOST_BYTES], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def encoding_of(page: bytes) -> str | None:
    try:
        page[:MOST_BYTES].decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def declared(root: etree._Element) -> Iterator[str]:
    """What the page's head offers to feed readers; feeds of comments last."""
    offers = [link for link in root.iter("link") if "alternate" in (link.get("rel") or "").lower().split()]
    named = [link for link in offers if (link.get("type") or "").split(";")[0].strip().lower() in FEED_TYPES]
    feeds = [link for link in named if is_feed(link)]
    for link in sorted(feeds, key=lambda link: "comment" in f"{link.get('title')} {link.get('href')}".lower()):
        yield str(link.get("href") or "")


def is_feed(link: etree._Element) -> bool:
    """Types that are only XML or JSON are taken where the address or the title speaks of a feed."""
    kind = (link.get("type") or "").lower()
    sure = any(word in kind for word in ("rss", "atom", "rdf", "feed"))
    return sure or bool(LOOKS_LIKE_FEED.search(link.get("href") or "")) or "rss" in (link.get("title") or "").lower()


def linked(root: etree._Element, base: str) -> Iterator[str]:
    """Ordinary links on the same site that look like feeds."""
    site = urlsplit(base).hostname
    for anchor in root.iter("a"):
        link = absolute(str(anchor.get("href") or ""), base)
        if (
            link
            and urlsplit(link).hostname == site
            and LOOKS_LIKE_FEED.search(urlsplit(link).path + "?" + urlsplit(link).query)
        ):
            yield link


def scripted(root: etree._Element, base: str) -> Iterator[str]:
    """Addresses on the same site within the page's scripts that look like feeds."""
    site = urlsplit(base).hostname
    for script in root.iter("script"):
        for told in IN_SCRIPT.findall((script.text or "").replace("\\/", "/")):
            link = absolute(told, base)
            if link and urlsplit(link).hostname == site and LOOKS_LIKE_FEED.search(urlsplit(link).path):
                yield link


def calendars(root: etree._Element, base: str) -> Iterator[str]:
    """Links by which a page offers its calendar."""
    for anchor in root.iter("a"):
        link = str(anchor.get("href") or "").strip()
        if IS_CALENDAR.search(link):
            yield re.sub(r"^webcals?:", f"{urlsplit(base).scheme}:", link, flags=re.IGNORECASE)


def usual_places(address: str) -> list[str]:
    """Where to look when the page names no feed: worth one polite question each."""
    here = absolute(address)
    if not here:
        return []
    guesses = [urljoin(here, place) for place in USUAL]
    return list(dict.fromkeys([here.rstrip("/") + "/feed/", *guesses]))
