"""Lists of feeds as other readers export them (OPML): nested or flat, sound or damaged, each feed once."""

from dataclasses import dataclass

from lxml import etree

from utblick.watch.addresses import canonical
from utblick.watch.cleaning import absolute, plain
from utblick.watch.errors import TooLarge, UnreadableAnswer

MOST_BYTES = 10 * 1024 * 1024
MOST_OUTLINES = 20_000
DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list. `folder` is the path of the outlines above it, e.g. `EU / Culture`."""

    address: str
    title: str = ""
    site: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    feeds: tuple[Listed, ...]
    unreadable: tuple[str, ...] = ()
    """Addresses that are none, as they stood; to be shown, never dropped in silence."""
    repeated: int = 0


def read(document: bytes) -> Read:
    """The feeds in an OPML document, in their order. Raises UnreadableAnswer, TooLarge."""
    feeds: dict[str, Listed] = {}
    unreadable: list[str] = []
    repeated = 0
    for outline, folder in outlines(root_of(document)):
        told = attribute(outline, "xmlUrl")
        address = absolute(told.replace("feed://", "https://", 1) if told.startswith("feed://") else told)
        if not address:
            unreadable.append(plain(told, 200))
        elif canonical(address) in feeds:
            repeated += 1
        else:
            feeds[canonical(address)] = listed(outline, address, folder)
    return Read(tuple(feeds.values()), tuple(unreadable), repeated)


def listed(outline: etree._Element, address: str, folder: str) -> Listed:
    title = attribute(outline, "title") or attribute(outline, "text")
    return Listed(address, plain(title, 200), absolute(attribute(outline, "htmlUrl")), folder)


def root_of(document: bytes) -> etree._Element:
    if len(document) > MOST_BYTES or document.count(b"<") > 10 * MOST_OUTLINES:
        raise TooLarge("too_large")
    if not document.strip():
        raise UnreadableAnswer("empty")
    if b"<!ENTITY" in document:
        raise UnreadableAnswer("entities")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableAnswer("not_xml", str(error)) from error
    if root is None or not any(named(element, "outline") or named(element, "opml") for element in root.iter("*")):
        raise UnreadableAnswer("no_feed_known")
    return root


def outlines(root: etree._Element) -> "list[tuple[etree._Element, str]]":
    """The outlines that carry a feed, each with the folders above it."""
    found = [element for element in root.iter("*") if named(element, "outline") and attribute(element, "xmlUrl")]
    return [(element, folder_of(element)) for element in found]


def folder_of(outline: etree._Element) -> str:
    above = [element for element in outline.iterancestors() if named(element, "outline")][:DEEPEST]
    names = (plain(attribute(element, "title") or attribute(element, "text"), 60) for element in reversed(above))
    return " / ".join(name for name in names if name)


def named(element: etree._Element, name: str) -> bool:
    return str(etree.QName(element).localname).lower() == name


def attribute(element: etree._Element, name: str) -> str:
    """By its name in whatever case: some programs write `xmlurl`."""
    wanted = name.lower()
    return next((str(value).strip() for key, value in element.attrib.items() if str(key).lower() == wanted), "")
