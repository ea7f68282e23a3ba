"""A real Chromium for tests, and axe-core to ask it what is not accessible.

    with chromium_page(width=360) as page:
        page.goto(f"{live_server.url}/")
        assert axe_violations(page) == []

Without a Chromium (CHROMIUM, or on the path) the test is skipped with the reason printed; where CI=true it fails instead.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The shell without windows is first: it starts in half the time, and a page costs it a tenth less.
NAMES = ["chromium-headless-shell", "chromium", "google-chrome"]
MISSING = "No Chromium found: install it (Debian: apt-get install chromium-headless-shell) or name it in CHROMIUM."


def chromium_path() -> str:
    """Where Chromium is; skips the test when it is missing, or fails it where CI=true."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@dataclass
class Kept:
    """The Chromium that pages come from while `one_chromium` holds: the first of them starts it."""

    until: ExitStack | None = None
    browser: Any = None


kept = Kept()


@contextmanager
def one_chromium() -> Iterator[None]:
    """Let all pages within come from one Chromium, each with cookies of its own: to start one takes as long as many a test."""
    with ExitStack() as kept.until:
        try:
            yield
        finally:
            kept.browser = kept.until = None


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium of one's own, or the one that is kept."""
    if kept.until is None:
        with _started() as browser:
            yield browser
    else:
        kept.browser = kept.browser or kept.until.enter_context(_started())
        before = [*kept.browser.contexts]
        try:
            yield kept.browser
        finally:
            for context in kept.browser.contexts:
                if context not in before:
                    context.close()


@contextmanager
def _started() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code and refuses the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            try:
                yield browser
            finally:
                browser.close()
    finally:
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@contextmanager
def chromium_page(
    *,
    width: int = 1280,
    height: int = 900,
    dark: bool = False,
    javascript: bool = True,
    cookies: dict[str, str] | None = None,
    url: str = "http://localhost",
) -> Iterator[Any]:
    """A page of a fresh browser. `cookies` are set for `url`; log in with {"session": client.cookies["session"].value}.

    The page keeps what went wrong in the browser, refusals by the content security policy among it, in `page.complaints`.
    """
    with chromium() as browser:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="sv-SE",
            # What unfolds slowly is clicked at where it no longer is.
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in (cookies or {}).items()])
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        yield page


# Parts of some pages are fetched once the page stands: what they bring may be as wrong as the rest.
WHOLE = """async () => {
  while (document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")) await new Promise(on => setTimeout(on, 20));
}"""


def wait_until_whole(page: Any) -> None:
    page.wait_for_load_state()
    page.evaluate(WHOLE)


def axe_violations(page: Any, *, rules: list[str] = RULES) -> list[str]:
    """One line for each element that breaks a rule (WCAG A and AA up to 2.2, and good practice): rule, words, element."""
    wait_until_whole(page)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text())
    # Preloading reads every style sheet, a third of the whole time, for rules about sound and film, of which no page has any.
    how = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("how => axe.run(document, how).then(({violations}) => ({violations}))", how)
    return [
        f"{broken['id']}: {broken['help']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


def too_wide(page: Any) -> int:
    """By how many pixels the page must be scrolled sideways; 0 is right."""
    wait_until_whole(page)
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
