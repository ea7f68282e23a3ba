"""A page in a real Chromium: what axe finds, what the keyboard meets, and whether it must be scrolled sideways at 320 px."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from accessible.asking import Page
from tests.browser import axe_violations, chromium_page, too_wide

KEYS = Path(__file__).with_name("keys.js").read_text()
LATER, SEEN_LATER = "[hx-trigger=load]", "[hx-trigger=revealed]"
SKIP, MAIN = ".ds-skip-link", "#main"
MORE = 12
"""Presses beyond the number of stops, before what was not reached counts as such: a scrolled table is a stop of its own."""


@dataclass
class Look:
    page: Page
    controls: int = 0
    found: list[str] = field(default_factory=list)


def looks(browser: Any, pages: list[Page], cookies: dict[str, dict[str, str]]) -> Iterator[Look]:
    """Each page, by who it is for; header and menu are walked on the first page of each visitor, and skipped by their link then."""
    who = None
    for one in pages:
        if (one.who, one.language) != who:
            become(browser, one, cookies[one.who])
        yield look(browser, one, whole=(one.who, one.language) != who)
        who = one.who, one.language


def become(browser: Any, page: Page, cookies: dict[str, str]) -> None:
    browser.context.clear_cookies()
    told = {**cookies, "django_language": page.language}
    # Of the whole host: with the page's own address they would hold below it alone, and the next page would ask for log-in.
    host = urljoin(page.address, "/")
    browser.context.add_cookies([{"name": name, "value": value, "url": host} for name, value in told.items()])


def look(browser: Any, page: Page, *, whole: bool = True) -> Look:
    """`whole`: the keyboard goes through header and menu too."""
    seen = Look(page)
    browser.complaints.clear()
    browser.set_viewport_size({"width": 1280, "height": 900})
    browser.goto(page.address)
    if browser.url != page.address:
        seen.found.append(f"is not shown, but {browser.url}")
    _complete(browser)
    # Before the keyboard scrolls: what lies below the header that stays would count as covered.
    seen.found += [f"axe: {one}" for one in axe_violations(browser)]
    walk(browser, seen, whole=whole)
    browser.set_viewport_size({"width": 320, "height": 700})
    if wide := too_wide(browser):
        seen.found.append(f"is {wide} px too wide at 320 px")
    seen.found += [f"the browser complains: {one}" for one in browser.complaints]
    return seen


def _complete(browser: Any) -> None:
    """Let the parts come that are fetched later: they are looked at too, and move nothing from under the focus."""
    browser.evaluate("later => document.querySelectorAll(later).forEach(part => part.scrollIntoView())", SEEN_LATER)
    browser.wait_for_selector(SEEN_LATER, state="detached")
    if browser.locator(LATER).count():
        browser.wait_for_load_state("networkidle")
    browser.evaluate("scrollTo(0, 0)")


def walk(browser: Any, seen: Look, *, whole: bool) -> None:
    """By Tab from the first control to the last, or from where the skip link leads."""
    browser.evaluate(KEYS)
    if not whole:
        whole = not _skipped(browser, seen)
    seen.controls = browser.evaluate("from => utblickKeys.begin(from)", "" if whole else MAIN)
    for _ in range(browser.evaluate("utblickKeys.stops()") + MORE):
        browser.keyboard.press("Tab")
        if not browser.evaluate("utblickKeys.left()"):
            break
    seen.found += browser.evaluate("utblickKeys.end()")


def _skipped(browser: Any, seen: Look) -> bool:
    """By the first Tab and Enter to the main part; whether there is anything to skip."""
    if not browser.locator(SKIP).count():
        return False
    browser.keyboard.press("Tab")
    if not browser.evaluate("skip => document.activeElement.matches(skip)", SKIP):
        seen.found.append("the first Tab does not come to the skip link")
    browser.keyboard.press("Enter")
    if not browser.evaluate("main => document.activeElement.matches(main)", MAIN):
        seen.found.append("the skip link leads nowhere")
    return True


def main() -> None:
    """Of a file with pages and cookies, a line of JSON for each look."""
    order = json.loads(Path(sys.argv[1]).read_text())
    with chromium_page() as browser:
        for seen in looks(browser, [Page(**one) for one in order["pages"]], order["cookies"]):
            print(json.dumps(asdict(seen)), flush=True)


if __name__ == "__main__":
    main()
