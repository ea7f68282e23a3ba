"""Walks a site as one visitor in a real Chromium, by the links on the pages, and keeps what there was to see.

However many rows lead to a kind of page, only one of it is opened. Kinds that another visitor has looked at
are only asked for, without a browser: that costs a tenth, and still tells whether a link leads to a page this visitor may see.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html
from playwright.sync_api import Error

from tests.browser import axe_violations, too_wide, wait_until_whole

# Contrast and size hang on how an element and those around it are styled. What stood within the like on a page before is not
# asked about again, which was two thirds of axe's work; `make accessible` asks about all of it.
ASK_LOOKS_OF_NEW = """() => {
  const met = new Set(JSON.parse(sessionStorage.met || "[]")), styles = new Map();
  for (const element of document.querySelectorAll("*")) {
    const told = [...element.attributes].filter(one => /^(class|type|disabled|open|data-|aria-)/.test(one.name));
    let hash = styles.get(element.parentElement) || 0;
    for (const letter of [element.localName, ...told.map(one => one.name + one.value)].join(" "))
      hash = Math.imul(hash ^ letter.codePointAt(), 16777619);
    styles.set(element, hash);
    if (!met.has(hash)) element.dataset.new = "";
    met.add(hash);
  }
  sessionStorage.met = JSON.stringify([...met]);
  axe.configure({rules: ["color-contrast", "target-size"].map(id => ({id, selector: "[data-new]"}))});
}"""
# The visible words of a page, each with the language it says it is in; and the words of those who hear it.
WORDS = """() => {
  const said = [];
  const tell = (text, element) => {
    const words = (text || "").replace(/\\s+/g, " ").trim();
    if (/\\p{L}{2}/u.test(words)) said.push([element.closest("[lang]").lang, words]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, style, template, textarea")) tell(walker.currentNode.data, parent);
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], img[alt]"))
    for (const name of ["aria-label", "title", "placeholder", "alt"]) tell(element.getAttribute(name), element);
  tell(document.title, document.documentElement);
  return said;
}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as one visitor met it. `address` is where it was found, after any redirects."""

    address: str
    name: str
    status: int
    lang: str = ""
    title: str = ""
    headings: int = 0
    violations: list[str] = field(default_factory=list)
    sticks_out: int = 0
    complaints: list[str] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    is_page: bool = True
    """Else a file, which a browser saves, or shows without a page around it."""


WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
WAYS, WAYS_AGAIN = 6, 1
"""So many ways to ask for one page are tried by the first visitor who comes to it, and by the others: of seven filters that each
stand in every link of a list, there are 128. What a parameter may hold, test_fuzz.py tries."""


def crawl(
    page: Any, client: Client, home: str, *, known: set[str], within: str = "/", most: int = 1_000
) -> Iterator[Seen]:
    """The pages that links lead to from `home`, on the same host and below the path `within`, at `most` so many.

    A page is looked at with a browser, and axe asked about it, if its kind is not in `known`; what is looked at is added to
    `known`. The others are asked for with the client, which is the same visitor.
    """
    waiting, met, kinds, ways = deque([home]), {home}, set[str](), Counter[str]()
    before = frozenset(known)
    while waiting and len(kinds) < most:
        address = waiting.popleft()
        name, kind = kind_of(address)
        # What else the address asks (a filter, a sorting, a page of a list) makes the same page of other rows.
        looks = kind.partition("?")[0]
        most_ways = WAYS_AGAIN if looks in before else WAYS
        if not name or kind in kinds or ways[looks] == most_ways:
            continue
        kinds.add(kind)
        ways[looks] += 1
        fresh = looks not in known or address == home
        known.add(looks)
        seen, found = (fresh and look(page, address, name)) or ask(client, address, name)
        yield seen
        news = [link for link in found if link not in met and urlsplit(link).path.startswith(within)]
        met.update(news)
        waiting.extend(news)


def kind_of(address: str) -> tuple[str, str]:
    """The URL's name, and what counts as its like: the name with the names of what it asks for; a written page's language.

    Wagtail's own pages are passed over: what is amiss with them is not ours to mend.
    """
    parts = urlsplit(address)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return "", ""
    name, language = found.view_name, found.kwargs.get("language", "sv")
    if name.startswith("wagtail"):
        return "", ""
    if name.startswith("written:") and language != "sv":
        return name, f"written:{language}"
    asked = sorted({key for key, _value in parse_qsl(parts.query)} - {"next"})
    return name, "?".join([name, *(["&".join(asked)] if asked else [])])


def look(page: Any, address: str, name: str) -> tuple[Seen, list[str]] | None:
    """Open the page as wide as the one before was left, and then make it the other way; also its links. None of a file."""
    page.complaints.clear()
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
        return None
    if not is_html(answer.headers):
        return None
    status, address = answer.status, answer.url
    order = (_look_narrow, _look_wide) if page.viewport_size == NARROW else (_look_wide, _look_narrow)
    seen = order[0](page)
    page.set_viewport_size(WIDE if page.viewport_size == NARROW else NARROW)
    seen |= order[1](page)
    return told(address, name, status, page.content(), complaints=list(page.complaints), **seen)


def _look_wide(page: Any) -> dict[str, Any]:
    wait_until_whole(page)
    page.evaluate(ASK_LOOKS_OF_NEW)
    violations = axe_violations(page)
    return {"violations": violations, "words": [(lang, text) for lang, text in page.evaluate(WORDS)]}


def _look_narrow(page: Any) -> dict[str, Any]:
    return {"sticks_out": too_wide(page)}


def ask(client: Client, address: str, name: str) -> tuple[Seen, list[str]]:
    """Only ask for the page, as the same visitor; also its links."""
    home = urlsplit(address)
    answer = client.get(address.partition(home.netloc)[2], headers={"host": home.netloc}, follow=True)
    address = urljoin(address, answer.redirect_chain[-1][0]) if answer.redirect_chain else address
    if not is_html(answer.headers):
        return Seen(address, name, answer.status_code, is_page=False), []
    return told(address, name, answer.status_code, answer.text)


def is_html(headers: Any) -> bool:
    return headers.get("content-type", "").startswith("text/html") and "attachment" not in headers.get(
        "content-disposition", ""
    )


def told(address: str, name: str, status: int, source: str, **looked: Any) -> tuple[Seen, list[str]]:
    document = html.document_fromstring(source)
    title = " ".join(document.findtext(".//title", "").split())
    seen = Seen(address, name, status, document.get("lang", ""), title, len(document.findall(".//h1")), **looked)
    return seen, list(links(document, address))


def links(document: html.HtmlElement, address: str) -> Iterator[str]:
    """The links of the page to its own host, without the part after #."""
    for href in document.xpath("//a/@href"):
        link = urlsplit(urljoin(address, href))
        if link[:2] == urlsplit(address)[:2]:
            yield link._replace(fragment="").geturl()
