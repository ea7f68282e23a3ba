"""The pieces of a newsletter in HTML: what heads each, by the mark-up, by the size of its letters, else by bold words and links."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import html

from utblick.ui.cutting import cut
from utblick.watch.addresses import unwrapped
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, spaced, visible
from utblick.watch.connectors import regions
from utblick.watch.connectors.newsletter_words import (
    FOOT,
    GREETING,
    IN_BROWSER,
    LEAVING,
    READ_ON,
    SIGNED,
    WITHIN,
    is_service,
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Where no heading is marked up as one, a block may begin with one in large letters, in bold or with a link.
BOLD, SHORTEST_BOLD, SHORTEST_LINK, SHORTEST_TITLE = ("strong", "b"), 15, 25, 5
LARGER, LONGEST_LARGE = 1.2, 150
SIZE = re.compile(r"font-size:\s*(\d+(?:\.\d+)?)\s*(px|pt|em|rem)")
PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
USUAL_SIZE = 11 * PIXELS["pt"]
LONGEST_FOOT, LONGEST_SIGNED, MOST_OF_FOOT = 400, 200, 80
LONGEST_ONE = 2_000
SHORTEST_PICTURE = 15
MOST_ELEMENTS, MOST_PIECES = 10_000, 60
SHORTEST_PIECE, SHORTEST_WITHOUT_LINK, FEWEST_PIECES = 30, 60, 2
ADDRESS = re.compile(r"\S+[.@]\S+")

type Leads = Callable[[html.HtmlElement], bool]


class Piece(NamedTuple):
    """`links`: where it leads, what it is about first."""

    heading: str
    links: tuple[str, ...]
    words: str

    @property
    def link(self) -> str:
        return next(iter(self.links), "")


def pieces(root: html.HtmlElement) -> list[Piece]:
    """The headed pieces of a letter that was tidied; fewer than two where it is one thing."""
    if is_endless(root):
        return []
    led = Counter(link for one in root.iter("a") if regions.words(one) and (link := own_link(one)))
    usual = usual_size(root)
    told: list[Piece] = []
    for leads in (is_heading, lambda node: is_large(node, usual)):
        told = but_contents(headed(root, lambda node, leads=leads: leads(node) or is_picture(node, led)))  # type: ignore[misc]
        if len(told) >= FEWEST_PIECES:
            return told
    return [one for one in islice(headed(root, lambda node: leads_its_block(node, led)), MOST_PIECES) if one.link]


def is_heading(node: html.HtmlElement) -> bool:
    return node.tag in HEADINGS and not WITHIN.fullmatch(regions.words(node))


def but_contents(pieces: Iterator[Piece]) -> list[Piece]:
    """The first, without one that only lists the headings of others."""
    told = list(islice(pieces, MOST_PIECES))
    titles = [one.heading for one in told]
    return [one for one in told if sum(title != one.heading and title in one.words for title in titles) < FEWEST_PIECES]


def tidied(root: html.HtmlElement) -> None:
    """Takes away what stands in every newsletter: the way out, the way to the web, why one gets it."""
    if is_endless(root):
        return
    for link in [*to_browser(root)]:
        if link.getparent() is not None:
            drop_with_block(link)
    for block in {block_of(link) for link in root.iter("a") if LEAVING.search(said(link))}:
        if block is not None and is_foot(block):
            block.drop_tree()
    for block in [one for one in root.iter("p", "td", "li", "div", "em", "span") if tells_why(one)]:
        if block.getparent() is not None:
            block.drop_tree()


def is_endless(root: html.HtmlElement) -> bool:
    """Longer than any newsletter: it is told as one thing, and not looked through."""
    return next(islice(root.iter(), MOST_ELEMENTS, None), None) is not None


def drop_with_block(link: html.HtmlElement) -> None:
    """The link, and its block where all that this says is that there is such a link."""
    block = block_of(link)
    link.drop_tree()
    if block is not None and is_foot(block):
        left = regions.words(block)
        if len(left) < SHORTEST_BOLD or IN_BROWSER.search(left):
            block.drop_tree()


def to_browser(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The links to the letter on the web: by their words, and where they only say "click here" by those around them."""
    around: dict[html.HtmlElement, str] = {}
    for link in root.iter("a"):
        words, block = said(link), block_of(link)
        if len(words) < SHORTEST_BOLD and block is not None:
            if block not in around:
                around[block] = regions.words(block) if is_foot(block) else ""
            words = around[block] or words
        if len(words) < LONGEST_LARGE and IN_BROWSER.search(words):
            yield link


def block_of(link: html.HtmlElement) -> html.HtmlElement | None:
    return next(link.iterancestors("p", "td", "li", "div"), None)


def is_foot(block: html.HtmlElement) -> bool:
    """Whether a block with a link to leave the list tells of little else. A long one is left soon."""
    length = 0
    for number, node in enumerate(block.iter()):
        texts = (node.text, None if node is block else node.tail)
        length += sum(len(" ".join(text[:LONGEST_ONE].split())) for text in texts if text)
        if node.tag in HEADINGS or length >= LONGEST_FOOT or number >= MOST_OF_FOOT:
            return False
    return True


def tells_why(block: html.HtmlElement) -> bool:
    """An innermost block that begins with why one gets the letter, or whose it is."""
    if block.find(".//p") is not None or block.find(".//td") is not None or block.find(".//div") is not None:
        return False
    return is_foot(block) and bool(FOOT.match(regions.words(block)))


def headed(root: html.HtmlElement, leads: Leads) -> Iterator[Piece]:
    """Each piece from what leads it to what leads the next. What follows a signature belongs to none."""
    heading, links, words, within = "", list[str](), list[str](), None
    for node, ending in regions.walked(root):
        if within is not None:
            if node is not within or not ending:
                continue
            within = None
        elif not ending and (leads(node) or (heading and is_listed(node) and not "".join(words).strip())):
            yield from piece(heading, links, words)
            heading, links, words, within = said(node), [link_in(node)], [], node
            continue
        elif not ending and is_signature(node):
            yield from piece(heading, links, words)
            heading, links, words, within = "", [], [], node
            continue
        if node.tag in regions.BLOCKS:
            words.append(" ")
        if node.tag == "a" and not ending:
            links.append(own_link(node))
            if is_service(words_in := regions.words(node)) or (READ_ON.fullmatch(words_in) and is_alone(node)):
                within = node
                continue
        words.append((node.tail if ending else node.text) or "")
    yield from piece(heading, links, words)


def is_listed(node: html.HtmlElement) -> bool:
    """A row of a list that is a link and nothing else, right below a heading or another such row."""
    if node.tag != "li" or len(links := node.findall(".//a")) != 1:
        return False
    words = regions.words(node)
    return len(words) >= SHORTEST_LINK and words == regions.words(links[0]) and not is_service(words)


def is_signature(node: html.HtmlElement) -> bool:
    if node.tag not in ("p", "div") or not SIGNED.match(node.text_content()):
        return False
    return len(regions.words(node)) < LONGEST_SIGNED


def is_picture(node: html.HtmlElement, led: Counter[str]) -> bool:
    """A headline that is a picture: it leads to a page to which no words do, and says what it shows."""
    if node.tag != "a" or regions.words(node) or len(said(node)) < SHORTEST_PICTURE:
        return False
    link = own_link(node)
    return bool(link) and link not in led and urlsplit(link).path.strip("/") != ""


def usual_size(root: html.HtmlElement) -> float:
    """Of the letters of most of the text, in pixels."""
    sizes = Counter[float]()
    for node in root.iter():
        if isinstance(node.tag, str) and node.text and (text := node.text.strip()):
            sizes[size_of(node)] += len(text)
    return max(sizes, key=sizes.__getitem__, default=USUAL_SIZE)


def size_of(node: html.HtmlElement) -> float:
    for one in (node, *node.iterancestors()):
        if found := SIZE.search((one.get("style") or "").lower()):
            return float(found[1]) * PIXELS[found[2]]
    return USUAL_SIZE


def is_large(node: html.HtmlElement, usual: float) -> bool:
    """Whether it is set in larger letters than the text, all of them, and fills its line."""
    if not SIZE.search((node.get("style") or "").lower()) or size_of(node) < LARGER * usual:
        return False
    words = regions.words(node)
    is_title = SHORTEST_TITLE <= len(words) <= LONGEST_LARGE and any(map(str.isalpha, words))
    if not is_title or READ_ON.fullmatch(words) or WITHIN.fullmatch(words) or is_service(words):
        return False
    smaller = any(size_of(one) < LARGER * usual for one in node.iter("*") if (one.text or "").strip())
    return not smaller and (node.tag in regions.BLOCKS or begins_its_block(node))


def leads_its_block(node: html.HtmlElement, led: Counter[str]) -> bool:
    if node.tag not in (*BOLD, "a"):
        return False
    words = regions.words(node)
    if len(words) < SHORTEST_TITLE or is_service(words) or READ_ON.fullmatch(words) or ADDRESS.fullmatch(words):
        return False
    # The headline and its "read more" lead to one page.
    told_again = node.tag == "a" and led[own_link(node)] > 1 and is_alone(node)
    shortest = SHORTEST_LINK if node.tag == "a" else SHORTEST_BOLD
    return (told_again or len(words) >= shortest) and begins_its_block(node)


def is_alone(node: html.HtmlElement) -> bool:
    """Whether nothing stands on its line, but before a "read more"."""
    following = (node.tail or "").strip()
    after = node.getnext()
    return not following and (after is None or after.tag in regions.BLOCKS or not regions.words(after))


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


def piece(heading: str, links: Iterable[str], words: list[str]) -> Iterator[Piece]:
    """What leads nowhere is told too, if it is more than a greeting."""
    text = spaced(visible("".join(words))).strip(" |·»>")
    if not heading or is_service(heading) or GREETING.fullmatch(heading):
        return
    told = Piece(cut(heading, MOST_TITLE), tuple(dict.fromkeys(filter(None, links))), cut(text, MOST_SUMMARY))
    shortest = SHORTEST_LINK if told.link and not text else SHORTEST_PIECE
    if len(heading) + len(text) >= shortest if told.link else len(text) >= SHORTEST_WITHOUT_LINK:
        yield told


def said(node: html.HtmlElement) -> str:
    """Its words; of a picture what it shows."""
    return regions.words(node) or spaced(visible(" ".join(one.get("alt") or "" for one in node.iter("img"))))


def links_of(root: html.HtmlElement) -> tuple[str, ...]:
    """Where a letter that is one thing leads, without what stands in every newsletter."""
    return () if is_endless(root) else tuple(dict.fromkeys(filter(None, map(own_link, root.iter("a")))))


def link_in(node: html.HtmlElement) -> str:
    links = [*node.iter("a"), *node.iterancestors("a")]
    return next((link for one in links if (link := own_link(one))), "")


def own_link(node: html.HtmlElement) -> str:
    """Where a link leads, unless it is one of those that stand in every newsletter."""
    return "" if is_service(said(node)) else unwrapped(absolute(str(node.get("href") or "")))


def in_browser(root: html.HtmlElement) -> str:
    """The newsletter's own page on the web, where it says so."""
    links = (absolute(str(one.get("href") or "")) for one in to_browser(root))
    return unwrapped(next(filter(None, links), ""))
