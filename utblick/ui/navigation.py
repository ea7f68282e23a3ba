"""The ways through the product, in the order of the chain: the one place where they are listed.

An entry whose page does not exist yet, or that the visitor may not open, is not shown.
"""

from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "__Host-theme" if settings.SESSION_COOKIE_SECURE else "theme"
VERSION = version("utblick")


@dataclass(frozen=True, slots=True)
class Entry:
    """A link in the rail: what it says, where it leads, who may follow it (None: everyone) and its icon.

    `beside`: where pages lie that belong under it, but have addresses of their own.
    """

    label: str | Promise
    url_name: str
    permission: str | None
    icon: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    url: str
    icon: str


OF_A_PROGRAMME = ("/policy/priorities/", "/policy/referrals/", "/policy/answers/", "/policy/remarks/")
CHAIN: tuple[tuple[str | Promise, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            Entry(_("Overview"), "desk:home", "desk.view", "house"),
            Entry(_("My work"), "desk:mine", "desk.view", "circle-check"),
            Entry(_("What fits you"), "desk:own", "actors.own", "house"),
        ),
    ),
    (
        _("Direction"),
        (
            Entry(_("Policy and goals"), "goals:home", "goals.view", "target"),
            Entry(_("Programme"), "goals:programmes", "goals.view", "list-checks", OF_A_PROGRAMME),
            Entry(_("Responsibilities"), "duties:matrix", "duties.view", "users"),
            Entry(_("Year wheel"), "duties:year", "duties.view", "calendar"),
            Entry(_("Delegation list"), "mandates:list", "mandates.view", "stamp"),
        ),
    ),
    (
        _("The world"),
        (
            Entry(_("Sources"), "watch:sources", "watch.view", "rss"),
            Entry(_("Inbox"), "watch:inbox", "watch.view", "inbox"),
        ),
    ),
    (
        _("Work"),
        (
            Entry(_("Initiatives"), "initiatives:list", "initiatives.view", "rocket"),
            Entry(_("EU projects"), "projects:list", "initiatives.view", "chart-gantt"),
            Entry(_("Campaigns"), "campaigns:list", "campaigns.view", "megaphone"),
            Entry(_("Partners"), "partners:list", "partners.view", "handshake"),
            Entry(_("Local actors"), "actors:list", "actors.view", "store"),
            Entry(_("Establishment"), "establishment:enquiries", "establishment.view", "building-2"),
        ),
    ),
    (
        _("Results"),
        (
            Entry(_("Indicators"), "indicators:list", "indicators.view", "flag"),
            Entry(_("Follow-up"), "followup:reports", "followup.view", "chart-column"),
            Entry(_("Analysis"), "analysis:pivot", "analysis.view", "layers"),
            Entry(_("The municipalities"), "sharing:works", "sharing.read", "landmark"),
            Entry(_("Shared with the region"), "sharing:home", "sharing.view", "link"),
            Entry(_("Newsletters"), "digests:list", "outreach.view", "mail"),
            Entry(_("Public pages"), "site:home", None, "globe"),
            Entry(_("Write public pages"), "wagtailadmin_home", "site.write", "pencil"),
            Entry(_("Accessibility"), "accessible:remarks", "accessible.view", "accessibility"),
        ),
    ),
    (
        _("Upkeep"),
        (
            Entry(_("Members"), "accounts:members", "accounts.view", "users"),
            Entry(_("Records"), "records:home", "records.view", "archive"),
            Entry(_("Operation"), "operate:overview", "operate.view", "wrench"),
        ),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `rail` is worked out only where a page shows it."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": theme if theme in THEMES else "auto",
        "version": VERSION,
        "rail": partial(_rail, request),
    }


def _rail(request: HttpRequest) -> SafeString:
    shown = [entry for _heading, entries in CHAIN for entry in entries if _is_open(request, entry)]
    places = {place: address(entry.url_name) for entry in shown for place in (address(entry.url_name), *entry.beside)}
    # One's own account lies under the members' address, but is reached from one's own name.
    own = request.path.startswith(address("accounts:profile") or "//")
    here = "" if own else places.get(_nearest(request.path, list(places)), "")
    names = tuple(entry.url_name for entry in shown)
    return _drawn(get_language(), get_urlconf(), names, here, "page" if request.path == here else "true")


def _is_open(request: HttpRequest, entry: Entry) -> bool:
    return bool(address(entry.url_name)) and (entry.permission is None or request.user.has_perm(entry.permission))


@lru_cache(500)
def _drawn(language: str | None, urlconf: str | None, names: tuple[str, ...], here: str, current: str) -> SafeString:
    """Kept for each language, each set of links that a role may follow, and each place: it stands on every page."""
    shown = [(heading, [entry for entry in entries if entry.url_name in names]) for heading, entries in CHAIN]
    groups = [
        (heading, [Link(entry.label, address(entry.url_name), entry.icon) for entry in entries])
        for heading, entries in shown
        if entries
    ]
    return render_to_string("ui/rail.html", {"groups": groups, "here": here, "current": current})


def _nearest(path: str, urls: list[str]) -> str:
    """The longest of the addresses that the path lies under; the front page only for itself."""
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")


def address(url_name: str) -> str:
    """Where a named page is; empty when there is none."""
    return _address(url_name, get_urlconf())


@cache
def _address(url_name: str, urlconf: str | None) -> str:
    try:
        return reverse(url_name, urlconf=urlconf)
    except NoReverseMatch:
        return ""
