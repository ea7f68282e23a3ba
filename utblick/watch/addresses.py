"""One address for one page, whichever way it was written."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

# What newsletters and social media hang on an address; it never decides what is shown.
TRACKING = re.compile(
    r"^(utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|_hs\w+|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|"
    r"_ga|_gl|ref_src|spm|vero_id|oly_\w+|wickedid|s_cid|at_medium|at_campaign)$",
    re.IGNORECASE,
)
# What nearly every address looks like: small letters, nothing to unescape, no query but what is hung on.
ORDINARY = re.compile(
    r"https?://(?:www\.)?([a-z0-9.-]*[a-z0-9])((?:/(?!(?i:index|default)\.)[A-Za-z0-9_~][A-Za-z0-9._~-]*)*)/?"
    r"(?:\?utm_\w+=[\w.-]*(?:&utm_\w+=[\w.-]*)*)?",
    re.ASCII,
)
INDEX = re.compile(r"/(index|default)\.(html?|php|aspx?)$", re.IGNORECASE)
# Where mail programs and search engines put an address within one of theirs.
WRAPPED = re.compile(
    r"https?://(?:[\w.-]+\.safelinks\.protection\.outlook\.com/|(?:www\.)?google\.[a-z.]+/url|l\.facebook\.com/l\.php|"
    r"(?:www\.)?linkedin\.com/(?:safety|redir)/\w*|urldefense\.com/v3/__)",
    re.IGNORECASE,
)
DEFENDED = re.compile(r"https?://urldefense\.com/v3/__(https?:/{1,2}[^_]\S*?)__;", re.IGNORECASE)
MOST_WRAPPINGS = 3
SAFE = "/:@!$&'()*+,;=~-._%"


@lru_cache(maxsize=4096)
def canonical(address: str) -> str:
    """A key for comparing, not for visiting: without scheme, `www.`, tracking, fragment and closing slash.

    >>> canonical("HTTPS://www.Example.org:443/a/?utm_source=x&b=1#top")
    'example.org/a?b=1'
    """
    if ordinary := ORDINARY.fullmatch(address):
        return ordinary[1] + ordinary[2]
    return canonical_of_any(address)


def canonical_of_any(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    host = host.rstrip(".").removeprefix("www.")
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    return place + path_of(parts.path) + query_of(parts.query) + route_of(parts.fragment)


def path_of(path: str) -> str:
    path = INDEX.sub("", re.sub(r"/{2,}", "/", path)).rstrip("/")
    return re.sub(r"%[0-9A-Fa-f]{2}", plainest, quote(path, safe=SAFE))


def plainest(escaped: re.Match[str]) -> str:
    """A letter that was escaped without need is itself; other escapes are in capitals."""
    letter = chr(int(escaped[0][1:], 16))
    return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else escaped[0].upper()


def query_of(query: str) -> str:
    kept = sorted(pair for pair in parse_qsl(query, keep_blank_values=True) if not TRACKING.match(pair[0]))
    return "?" + urlencode(kept) if kept else ""


def route_of(fragment: str) -> str:
    """A fragment is a place on the page, except where a page built in the browser keeps its route in it."""
    return "#" + fragment if fragment.startswith(("!", "/")) else ""


def unwrapped(address: str) -> str:
    """The address within one that a mail program or a search engine made of it; any other as it is.

    >>> unwrapped("https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=05")
    'https://example.org/a'
    """
    for _ in range(MOST_WRAPPINGS):
        if not WRAPPED.match(address):
            break
        if defended := DEFENDED.match(address):
            address = re.sub(r"^(https?:)/(?!/)", r"\1//", defended[1])
            continue
        within = dict(parse_qsl(urlsplit(address).query))
        found = next(
            (within[name] for name in ("url", "q", "u") if within.get(name, "").startswith(("http://", "https://"))), ""
        )
        if not found:
            break
        address = found
    return address
