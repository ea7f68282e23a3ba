"""What is counted as somebody reading a page, and from what kind of place that reader came. Nothing of it is kept but the kind."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from utblick.campaigns.models import Origin

ASKED = "kampanj"
"""What the short address adds to the page's own, so that the reader is known to have come by it."""

# Robots say what they are in most cases; a browser that nobody looks at, and a program that fetches, do too.
ROBOTS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|fetch|monitor|headless|lighthouse|archive|scan|"
    r"facebookexternalhit|whatsapp|python|curl|wget|okhttp|go-http|libwww|java/|node|axios",
    re.IGNORECASE,
)
SEARCHES = re.compile(r"(^|\.)(google|bing|duckduckgo|ecosia|yahoo|yandex|startpage|qwant|kagi|baidu)\.[a-z.]{2,6}$")
SOCIAL = re.compile(
    r"(^|\.)(facebook\.com|instagram\.com|linkedin\.com|lnkd\.in|t\.co|x\.com|twitter\.com|youtube\.com|tiktok\.com|"
    r"reddit\.com|pinterest\.[a-z.]{2,6}|threads\.(net|com)|bsky\.app|mastodon\.[a-z]+|vk\.com)$"
)


def is_read(request: HttpRequest) -> bool:
    """A page that somebody outside has opened: no robot, nothing fetched ahead or into another page, no reload, and nobody who is
    logged in here. Asked before anything is known of a session but whether there is one."""
    agent = request.headers.get("User-Agent", "")
    return not (
        request.method != "GET"
        or not agent
        or ROBOTS.search(agent)
        or _is_fetched_ahead(request)
        or request.headers.get("Sec-Fetch-Dest", "document") != "document"
        or _is_reloaded(request)
        or settings.SESSION_COOKIE_NAME in request.COOKIES
    )


def _is_fetched_ahead(request: HttpRequest) -> bool:
    told = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in one or "preview" in one for one in told)


def _is_reloaded(request: HttpRequest) -> bool:
    """Browsers ask so when the button to load again is pressed."""
    return request.headers.get("Cache-Control", "") in ("max-age=0", "no-cache")


def origin(request: HttpRequest, slug: str) -> Origin:
    if request.GET.get(ASKED) == slug:
        return Origin.SHORT
    host = _host(request.headers.get("Referer", ""))
    if not host:
        return Origin.DIRECT
    if host == _host(f"//{request.get_host()}"):
        return Origin.OWN
    if SEARCHES.search(host):
        return Origin.SEARCH
    return Origin.SOCIAL if SOCIAL.search(host) else Origin.OTHER


def _host(address: str) -> str:
    """Empty for what is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
