"""What a coordinator pasted: which kind of source it names, and its address as the source is asked. Asks nothing itself."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from utblick.watch import searches
from utblick.watch.errors import Refused

MAIL = re.compile(r"(?:mailto:)?[^\s@/]+@[^\s@/]+\.[a-z]{2,}", re.IGNORECASE)
HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
# An address among other words, as mails, web pages and notes hold it; of one that was pasted twice into another, the last.
WITHIN = re.compile(r"(?:https?|webcals?|feed)://(?!https?:)[^\s<>\"'“”]+", re.IGNORECASE)
AFTER = ".,;:!?…»)]}"
OWN_FILE = re.compile(r"file:|[a-z]:[\\/]|\\\\", re.IGNORECASE)
# Schemes by which programs offer a feed or a calendar.
OTHER_NAMES = {"feed": "feed", "webcal": "calendar", "webcals": "calendar"}


@dataclass(frozen=True, slots=True)
class Recognised:
    kind: str
    address: str


def recognised(pasted: str) -> Recognised:
    """Raises Refused, with what to do instead, for what no source can be made of."""
    text = alone(pasted.strip().strip("<>\"'“”"))
    if MAIL.fullmatch(text):
        raise Refused("mail_address", text)
    if OWN_FILE.match(text):
        raise Refused("own_file", text)
    scheme, rest = scheme_of(text)
    if scheme in OTHER_NAMES:
        return Recognised(OTHER_NAMES[scheme], rest if rest.startswith(("http:", "https:")) else f"https:{rest}")
    if not scheme and HOST.fullmatch(text):
        return recognised(f"https://{text}")
    if not scheme and searches.is_expert(text):
        return Recognised("ted", searches.expert(text))
    if not scheme:
        raise Refused("bad_address", text)
    return by_host(text)


def alone(text: str) -> str:
    """The address without what stands around it; a text without one as it is."""
    found: list[str] = WITHIN.findall(text)
    if not found:
        first, *others = text.split() or [""]
        return first.rstrip(AFTER) if others and "." in first and HOST.fullmatch(first.rstrip(AFTER)) else text
    address = found[-1] if text.startswith(("http://http", "https://http")) else found[0]
    left = address.rstrip(AFTER)
    # A bracket that the address itself opens is a part of it.
    return left + ")" if left.count("(") > left.count(")") and address.startswith(f"{left})") else left


def scheme_of(text: str) -> tuple[str, str]:
    found = re.match(r"([a-z][a-z0-9+.-]*):(?=//|https?:)(.*)", text, re.IGNORECASE | re.DOTALL)
    return (found[1].lower(), found[2]) if found else ("", text)


def by_host(address: str) -> Recognised:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError as error:
        raise Refused("bad_address", address) from error
    if host in ("ted.europa.eu", "api.ted.europa.eu") and not parts.path.endswith((".rss", "/rss", ".xml")):
        return Recognised("ted", searches.from_ted(address))
    if host in searches.PORTAL_HOSTS and "/funding-tenders/" in parts.path:
        return Recognised("eu_calls", searches.from_portal(address))
    if host == "api.tech.ec.europa.eu":
        return Recognised("eu_calls", address)
    ends = parts.path.lower().endswith((".ics", ".ical"))
    return Recognised("calendar" if ends else "feed", address)
