"""Host headers: a foreign name in every header that tells one; it must stand in no link, mail, feed or kept page."""

import sys
from collections.abc import Iterator
from typing import Any

from attacks.place import Place, place
from attacks.telling import Tried, printed

EVIL = "evil.example"
FORMS = [
    EVIL,
    f"{EVIL}:80",
    "{here}:80@" + EVIL,
    "{here}@" + EVIL,
    EVIL + "/{here}",
    "{here}." + EVIL,
    EVIL + "#{here}",
    "{here} " + EVIL,
    "[::1",
]
HEADERS = [
    "x-forwarded-host",
    "x-host",
    "x-forwarded-server",
    "x-http-host-override",
    "forwarded",
    "x-original-host",
    "x-rewrite-url",
    "x-original-url",
]
PAGES = [
    "/log-in/login/",
    "/public/sv/",
    "/public/sv/feed.atom",
    "/sitemap.xml",
    "/public/data/catalogue.rdf",
    "/api/v1/api-info",
    "/public/sv/calendar.ics",
]


def attack() -> Iterator[Tried]:
    with place() as here:
        yield as_host(here)
        yield beside(here)
        yield mails(here)
        yield kept(here)


def shows(answer: Any) -> bool:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code < 400 and (EVIL in body.decode(errors="replace") or EVIL in str(answer.headers))


def as_host(here: Place) -> Tried:
    through, times = list[str](), 0
    for form in FORMS:
        host = form.replace("{here}", here.here.hosts)
        for page in PAGES:
            times += 1
            answer = here.browser(host=host).get(page)
            if answer.status_code >= 500 or answer.status_code < 400:
                through.append(f"Host {host!r} at {page}: {answer.status_code}")
    return Tried("foreign or broken names as Host: refused", times, through)


def beside(here: Place) -> Tried:
    through, times = list[str](), 0
    for header in HEADERS:
        for page in PAGES:
            times += 1
            value = f"host={EVIL}" if header == "forwarded" else f"https://{EVIL}/" if header.endswith("url") else EVIL
            answer = here.browser().get(page, headers={header: value})
            if answer.status_code != 200 or shows(answer):
                through.append(f"{header} at {page}: {answer.status_code}")
    return Tried("a foreign name in headers that proxies add: nowhere in the answer", times, through)


def mails(here: Place) -> Tried:
    """A mail for a new password, asked for with a foreign name."""
    from django.core import mail

    for header in HEADERS:
        here.browser().post(
            "/log-in/password/reset/", {"email": here.people["coordinator"].email}, headers={header: EVIL}
        )
    told = [f"{one.subject}: {one.body}" for one in mail.outbox]
    through = [text for text in told if EVIL in text]
    return Tried("mails for a new password", len(HEADERS), through, f"{len(told)} mails were sent")


def kept(here: Place) -> Tried:
    """What one visitor sends must not be in the page that the next is given from memory."""
    through, times = list[str](), 0
    ways: list[dict[str, Any]] = [{"headers": {header: EVIL}} for header in HEADERS]
    ways += [
        {"headers": {"hx-request": "true", "hx-target": "listing"}},
        {"headers": {"accept-language": "en"}},
        {"headers": {"accept": "text/plain"}},
    ]
    for page in (
        "/public/sv/",
        "/public/sv/initiatives/",
        "/public/sv/partners/",
        "/public/sv/goals/",
        "/public/sv/results/",
    ):
        for way in ways:
            times += 1
            clean = fresh(here, page, {})
            fresh(here, page, way)
            after = here.browser().get(page).content
            if after != clean:
                through.append(f"{page} after {way}")
        for cookie in ({"theme": "dark"}, {"django_language": "en"}):
            times += 1
            clean = fresh(here, page, {})
            fresh(here, page, {}, cookie)
            if here.browser().get(page).content != clean:
                through.append(f"{page} after the cookie {cookie}")
    return Tried("pages from memory, after a visitor with odd headers or cookies", times, through)


def fresh(here: Place, page: str, way: dict[str, Any], cookies: dict[str, str] | None = None) -> bytes:
    from django.core.cache import caches

    caches["pages"].clear()
    visitor = here.browser()
    visitor.cookies.load(cookies or {})
    body: bytes = visitor.get(page, **way).content
    return body


if __name__ == "__main__":
    sys.exit(not printed("Host headers", attack()))
