"""Goes through what a municipality has written on its pages, for what may keep somebody from reading it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html
from wagtail.models import Page

from utblick.site.written.languages import path_of

SAYS_NOTHING = re.compile(
    r"(en |a |ein |et |a )?(bild|foto|picture|image|photo|bilde|kuva|logo|img|dsc|imgp?)[ _-]?\d*(\.\w{3,4})?"
    r"|.*\.(jpe?g|png|webp|gif)",
    re.IGNORECASE,
)
LEADS_NOWHERE = {
    *("här", "klicka här", "läs mer", "länk", "mer", "here", "click here", "read more", "link", "more", "hier"),
    *("hier klicken", "mehr", "mehr lesen", "weiterlesen", "her", "klikk her", "les mer", "lenke", "tästä"),
    *("klikkaa tästä", "lue lisää", "linkki", "lisää"),
}
DOCUMENT = re.compile(r"\.(pdf|docx?|odt|xlsx?|pptx?)([?#].*)?$", re.IGNORECASE)
FILM = re.compile(r"^https?://([\w-]+\.)*(youtube\.com|youtu\.be|vimeo\.com|svtplay\.se)(/|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is a word of words/*.toml; `where`: the title, address and language of each page."""

    kind: str
    where: list[tuple[str, str, str]]


def go_through() -> tuple[int, list[Finding]]:
    """How many pages there are, and what was found on them."""
    pages = list(Page.objects.live().filter(depth__gt=1).select_related("locale").specific())
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for page in pages:
        code = page.locale.language_code
        for kind in sorted(set(_on(page))):
            found[kind].append((page.title, path_of(code, page.url_path), code))
    return len(pages), [Finding(kind, where) for kind, where in sorted(found.items())]


def _on(page: Any) -> Iterator[str]:
    if page.picture_id and SAYS_NOTHING.fullmatch(page.picture_text.strip() or "bild"):
        yield "picture_text"
    for block in page.body.raw_data:
        yield from _in(block["type"], block["value"])


def _in(kind: str, value: Any) -> Iterator[str]:
    if kind == "picture" and SAYS_NOTHING.fullmatch((value.get("alt_text") or "bild").strip()):
        yield "picture_text"
    elif kind == "text":
        yield from _of_links(_links(value))
    elif kind == "link":
        yield from _of_links([(value.get("text", ""), value.get("address", ""))])


def _links(text: str) -> Iterator[tuple[str, str]]:
    for link in html.fragment_fromstring(text, create_parent="div").iter("a"):
        yield link.text_content(), link.get("href", "")


def _of_links(links: Iterable[tuple[str, str]]) -> Iterator[str]:
    for words, address in links:
        if words.strip().rstrip(".!>» ").lower() in LEADS_NOWHERE:
            yield "link_text"
        if DOCUMENT.search(address):
            yield "document"
        if FILM.match(address):
            yield "film"
