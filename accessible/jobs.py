"""The main jobs of a coordinator, done in a real Chromium by keys alone: Tab, Space, Enter, arrows and letters."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from tests.browser import chromium_page

FARTHEST = 400
"""Presses of Tab, in which the longest page is gone through."""
POLICY = """Internationell policy för prov

Mål
- Skapa kanaler för företagens kontakter i Norden
- Stärka elevernas kunskaper i språk

Ansvar
Kommunstyrelsen ansvarar för samordning och uppföljning.
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Provkällan</title><link>https://prov.example/</link>
<item><title>Utlysning: skogsbruk i norr</title><link>https://prov.example/1</link><guid>1</guid></item></channel></rss>"""


class Unreached(Exception):
    """The keyboard did not come there."""


class Keyboard:
    """One person at the keys: all begins at the first page and goes by links; no address is written into the browser."""

    def __init__(self, page: Any, home: str) -> None:
        self.page, self.home = page, home

    def begin(self, *links: str) -> None:
        """From the first page by these links, each told by the end of its address."""
        self.page.goto(f"{self.home}/")
        for one in links:
            self.press(f'a[href$="{one}"]')

    def reach(self, selector: str) -> None:
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("told => document.activeElement.matches(told)", selector):
                return
        raise Unreached(f"{selector} at {self.page.url}")

    def press(self, selector: str) -> None:
        """A link or a button, which brings another page."""
        self.reach(selector)
        with self.page.expect_event("domcontentloaded"):
            self.page.keyboard.press("Enter")

    def choose(self, selector: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Space")

    def write(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def reads(self, words: str) -> None:
        """That the page says so: what was meant has come about."""
        self.page.get_by_text(words).first.wait_for()


def import_policy(keys: Keyboard) -> None:
    keys.begin("/policy/", "/policy/import/")
    keys.write("textarea[name=text]", POLICY)
    keys.press("main form button")
    keys.reads("Skapa kanaler för företagens kontakter i Norden")


def add_source(keys: Keyboard) -> None:
    with _feed() as address:
        keys.begin("/watch/sources/", "/watch/sources/add/")
        keys.write("main [name=address]", address)
        keys.press("main form button")
        keys.press('main form[action$="/watch/sources/add/"] button')
    keys.reads("Provkällan")


def decide(keys: Keyboard) -> None:
    keys.begin("/watch/inbox/")
    keys.choose("[name=items]")
    keys.write("[name=why]", "Passar oss inte")
    keys.reach("button[name=together][value=not_relevant]")
    keys.page.keyboard.press("Enter")
    keys.page.locator("#toasts form button").wait_for()


def start_initiative(keys: Keyboard) -> None:
    keys.begin("/initiatives/", "/initiatives/start/")
    keys.write("main [name=title]", "Prov med tangenter")
    keys.choose("main [name=goals]")
    keys.press("main form > .u-buttons button")
    keys.reads("Prov med tangenter")


def add_step(keys: Keyboard) -> None:
    keys.begin("/initiatives/")
    keys.press("main tbody a[href^='/initiatives/']")
    keys.press("a[href$='/steps/add/']")
    keys.choose("main [name=kind]")
    keys.page.keyboard.press("ArrowDown")
    keys.write("main [name=title]", "Resa med tangenter")
    keys.press("main form > .u-buttons button")
    keys.reads("Resa med tangenter")


def report(keys: Keyboard) -> None:
    keys.begin("/followup/", "/followup/start/")
    keys.write("main [name=title]", "Uppföljning med tangenter")
    keys.press("main form > .u-buttons button")
    keys.reads("Uppföljning med tangenter")


JOBS: dict[str, Callable[[Keyboard], None]] = {
    "import a policy": import_policy,
    "add a source": add_source,
    "decide on an item": decide,
    "start an initiative": start_initiative,
    "add a step": add_step,
    "compile a report": report,
}


def done(home: str, cookies: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each job, with what stood in its way; nothing where it was done."""
    with chromium_page(cookies=cookies, url=home) as page:
        page.set_default_timeout(20_000)
        for name, job in JOBS.items():
            try:
                job(Keyboard(page, home))
                yield name, ""
            except Exception as error:  # what the browser raises is of many kinds
                yield name, str(error).split("Call log")[0].strip()


@contextmanager
def _feed() -> Iterator[str]:
    """A source on this machine."""

    class Feed(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            self.end_headers()
            self.wfile.write(FEED.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Feed)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
