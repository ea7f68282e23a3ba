"""The parts of a web page: which ones may be worth watching, how one is named so as to be found again, what repeats within it."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from lxml import etree, html

from utblick.ui.cutting import cut
from utblick.watch.cleaning import spaced, visible

SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "form", "button", "dialog")
PARTS = ("main", "article", "section", "div", "ul", "ol", "dl", "table", "tbody")
AROUND = ("nav", "header", "footer", "aside")
BOXES = ("div", "section", "ul", "ol")
# Many pages say what stands around by a role or a name alone.
ROLES_AROUND = {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"}
NAMES_AROUND = {
    *("nav", "navi", "navbar", "navigation", "subnavigation", "topnav"),
    *("menu", "menubar", "submenu", "mainmenu", "menue", "meny", "breadcrumb", "breadcrumbs", "pagination"),
    *("skip", "skiplinks", "footer", "topbar", "sidebar", "aside", "sidfot", "sidhuvud"),
    *("cookie", "cookies", "consent", "social", "share", "sharing", "login", "language", "languages"),
}
PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
STEP = re.compile(r"([a-z][a-z0-9-]*)(?:\.([\w-]{1,60}))?\[(\d{1,4})\]")
CLASS = re.compile(r"[A-Za-z_][\w-]{1,59}")
# An id or a class that a program made says nothing the next time.
MADE_UP = re.compile(r"\d{3,}|[0-9a-f]{8,}|[:.\s/\[\]]", re.IGNORECASE)
LEADING = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")
NO_ENTRIES = ("br", "hr", "thead", "dd", "img")
SHORTEST, MOST, SHOWN = 60, 14, 280
# So many parts of a page are looked through for what may be chosen.
MOST_PARTS = 1_500
BLOCKS = {
    *("p", "div", "li", "tr", "td", "th", "br", "section", "article", "dt", "dd", "ul", "ol"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A part that may be chosen: `path` names it, `text` is how it begins, `entries` how many things it lists."""

    path: str
    text: str
    entries: int
    examples: tuple[str, ...] = ()


def words(element: html.HtmlElement) -> str:
    """Its text on one line, with the words of neighbouring blocks apart."""
    return spaced(visible(" ".join(pieces(element))))


def pieces(element: html.HtmlElement) -> Iterator[str]:
    line = ""
    for node, ending in walked(element):
        if node.tag in BLOCKS and line:
            yield line
            line = ""
        line += (node.tail or "") if ending else (node.text or "")
    yield line


def walked(element: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, bool]]:
    """Every element as it begins and, but for the first, as it ends."""
    yield element, False
    for child in element:
        if isinstance(child.tag, str):
            yield from walked(child)
        yield child, True


def at(root: html.HtmlElement, path: str) -> html.HtmlElement | None:
    """The part that a path names; the body for the empty path; None where it is not there."""
    found = root.find("body")
    for step in path.split("/") if path else []:
        if found is None:
            return None
        found = by_id(root, step[1:]) if step.startswith("@") else child(found, step)
    return found


def by_id(root: html.HtmlElement, name: str) -> html.HtmlElement | None:
    return next((element for element in root.iter() if element.get("id") == name), None)


def child(parent: html.HtmlElement, step: str) -> html.HtmlElement | None:
    named = STEP.fullmatch(step)
    if not named:
        return None
    tag, name, number = named[1], named[2], int(named[3])
    same = alike(parent, tag, name or "")
    return same[number - 1] if 0 < number <= len(same) else None


def alike(parent: html.HtmlElement, tag: str, name: str) -> list[html.HtmlElement]:
    """Its children of this tag, those of this class if one is named."""
    return [one for one in parent.findall(tag) if not name or name in (one.get("class") or "").split()]


def path_of(element: html.HtmlElement) -> str:
    """From the nearest part with a lasting id, else from the body; each step by its class where it has a lasting one, so that
    a banner that is put before it changes nothing."""
    steps: list[str] = []
    while element is not None and element.tag not in ("body", "html"):
        name = element.get("id") or ""
        if name and not MADE_UP.search(name):
            return "/".join([f"@{name}", *reversed(steps)])
        parent, name = element.getparent(), lasting_class(element)
        number = alike(parent, element.tag, name).index(element) + 1
        steps.append(f"{element.tag}{f'.{name}' if name else ''}[{number}]")
        element = parent
    return "/".join(reversed(steps))


def lasting_class(element: html.HtmlElement) -> str:
    names = (element.get("class") or "").split()
    return next((name for name in names if CLASS.fullmatch(name) and not MADE_UP.search(name)), "")


def candidates(root: html.HtmlElement) -> list[Region]:
    """The parts worth choosing among, menus and the like last, lists first; of a page with few words any part that has some."""
    return parts_of(root, SHORTEST) or parts_of(root, 1)


def parts_of(root: html.HtmlElement, shortest: int) -> list[Region]:
    """The parts with so many letters, menus last, lists first; of parts with the same words the innermost."""
    found: dict[str, Region] = {}
    menus, surroundings = set[str](), around(root)
    for element in islice(root.iter(*PARTS), MOST_PARTS):
        text = words(element)
        if len(text) < shortest or any(above.tag in AROUND for above in element.iterancestors()):
            continue
        listed = [words(part) for part in entries(element)]
        many = len(listed) if len(listed) > 2 else 0
        examples = tuple(cut(one, 90) for one in listed[:3]) if many else ()
        found[text] = Region(path_of(element), cut(text, SHOWN), many, examples)
        if element in surroundings:
            menus.add(found[text].path)
    told = best_of_each_list(found)
    return sorted(told, key=lambda region: (region.path in menus, -min(region.entries, 1)))[:MOST]


def around(root: html.HtmlElement) -> set[html.HtmlElement]:
    """What is called a menu, a foot or the like, and what stands in it. What holds the page's heading is none of them, whatever
    it is called: a page "with-sidebar" is the whole page."""
    heads, found = set[html.HtmlElement](), set[html.HtmlElement]()
    for heading in root.iter("h1"):
        heads.update(takewhile(lambda one: one not in heads, heading.iterancestors()))
    for element in root.iter(etree.Element):
        called = element.tag in BOXES and (
            element.get("role") in ROLES_AROUND or not NAMES_AROUND.isdisjoint(named(element))
        )
        if element.getparent() in found or (called and element not in heads):
            found.add(element)
    return found


def named(element: html.HtmlElement) -> set[str]:
    """The words of its id and classes: main and menu of "mainMenu" and "main-menu"."""
    return {word.lower() for word in PIECE.findall(f"{element.get('id', '')} {element.get('class', '')}")}


def best_of_each_list(found: dict[str, Region]) -> list[Region]:
    """By their words. Of parts around the same list the innermost; and those that say more beside it as text: a page that
    tells of a call has lists of its own (who may apply, for what), and its last day stands around them."""
    told: list[Region] = []
    lengths: dict[tuple[tuple[str, ...], int], int] = {}
    for text, region in reversed(found.items()):
        around = region.examples, region.entries
        if not region.entries or around not in lengths:
            told.append(region)
        elif len(text) >= lengths[around] + SHORTEST:
            told.append(replace(region, entries=0, examples=()))
        else:
            continue
        lengths[around] = len(text)
    return told[::-1]


def entries(region: html.HtmlElement) -> list[html.HtmlElement]:
    """The parts that repeat: the children of the one within it that has most children alike, each with words."""
    best: list[html.HtmlElement] = []
    for element in [region, *region.iterdescendants(*PARTS)]:
        alike = most_alike(element) if len(element) > max(len(best), 1) else []
        if len(alike) > max(len(best), 1):
            best = alike
    return best or [region]


def following(part: html.HtmlElement, parts: Container[html.HtmlElement]) -> list[html.HtmlElement]:
    """What stands between a heading or a term that is an entry and the next one."""
    if part.tag not in LEADING:
        return []
    below = (one for one in part.itersiblings() if isinstance(one.tag, str))
    return list(takewhile(lambda one: one not in parts and one.tag not in AROUND, below))


def labelled(row: html.HtmlElement, title: str) -> str:
    """The cells of a table's row but its title, each with the head of its column; nothing where the table has no heads."""
    table = next(row.iterancestors("table"), None) if row.tag == "tr" else None
    first = next(table.iter("tr"), None) if table is not None else None
    if first is None or not is_head(first):
        return ""
    pairs = zip(map(words, first), map(words, row), strict=False)
    return " ".join(f"{head}: {cell}." for head, cell in pairs if head and cell and cell != title)


def is_head(row: html.HtmlElement) -> bool:
    return row.tag == "tr" and row.find("td") is None


def most_alike(element: html.HtmlElement) -> list[html.HtmlElement]:
    children = [one for one in element if isinstance(one.tag, str) and may_be_entry(one)]
    likes = Counter(looks(one) for one in children)
    if not likes:
        return []
    usual, _count = likes.most_common(1)[0]
    return [one for one in children if looks(one) == usual and has_words(one)]


def may_be_entry(element: html.HtmlElement) -> bool:
    """A paragraph is an entry only where it leads somewhere; else it is text. Heads of columns are none."""
    is_text = element.tag == "p" and element.find(".//a[@href]") is None
    return element.tag not in NO_ENTRIES and not is_text and not is_head(element)


def has_words(element: html.HtmlElement) -> bool:
    return any(not text.isspace() for text in element.itertext())


def looks(element: html.HtmlElement) -> tuple[str, str]:
    """Its element and first class: entries of one list share both."""
    return element.tag, next(iter((element.get("class") or "").split()), "")
