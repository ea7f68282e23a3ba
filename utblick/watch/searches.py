"""The portals' searches as addresses of sources: composed from what a coordinator chose, or taken from the portal's own pages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from utblick.watch.connectors import eu_calls, programmes, ted
from utblick.watch.errors import Refused

NEWEST_FIRST = "SORT BY publication-date DESC"
# A tender that can still be answered; without it the results and changes of old ones come too.
COMPETITION = "form-type = competition"
PORTAL_HOSTS = ("ec.europa.eu", "webgate.ec.europa.eu")
EXPERT = re.compile(r"(?:\s|^)[\w-]+\s*(?:=|!=|~|>=?|<=?|\bIN\s*\(|\bNOT IN\b)", re.IGNORECASE)


NARROWED_BY = "frameworkProgramme"
PLACES = re.compile(r"(?:place-of-performance|buyer-country)\s*(?:=|IN)\s*(\([^)]*\)|\w+)", re.IGNORECASE)


def tenders(
    *, countries: Sequence[str] = (), cpv: Sequence[str] = (), words: Sequence[str] = (), open_only: bool = True
) -> str:
    """The address of TED's search for tenders in these countries (alpha-3), of these CPV codes, with one of these words."""
    parts = [
        among("place-of-performance", countries),
        among("classification-cpv", cpv),
        " OR ".join(f"FT ~ {quoted(word)}" for word in words if word.strip()),
    ]
    told = [f"({part})" if " OR " in part else part for part in parts if part]
    return expert(" AND ".join([*told, *([COMPETITION] if open_only else [])]))


def among(field: str, values: Sequence[str]) -> str:
    if not values:
        return ""
    return f"{field} = {values[0]}" if len(values) == 1 else f"{field} IN ({' '.join(values)})"


def quoted(words: str) -> str:
    return '"' + re.sub(r'["\\]', " ", words).strip() + '"'


def expert(query: str, scope: str = "ACTIVE") -> str:
    """The address for a query in TED's own language."""
    ordered = query if re.search(r"(?i)\bSORT BY\b", query) else f"{query} {NEWEST_FIRST}"
    return f"{ted.ADDRESS}?{urlencode({'query': ordered.strip(), 'scope': scope}, quote_via=quote)}"


def is_expert(text: str) -> bool:
    """Whether it is written in TED's own language, as `buyer-country = SWE AND FT ~ broar`."""
    return bool(EXPERT.search(text))


def from_ted(address: str) -> str:
    """The search that a page of TED shows, whichever of its forms it came from. Raises Refused where the page shows none."""
    asked = parse_qs(urlsplit(address).query)
    if urlsplit(address).path == urlsplit(ted.ADDRESS).path and asked.get("query"):
        return address
    query = " ".join(several(asked, "query", "q", "expertQuery", "expert-query"))
    if query and is_expert(query):
        return expert(query, several(asked, "scope")[0] if asked.get("scope") in (["ALL"], ["LATEST"]) else "ACTIVE")
    words = [*([query] if query else []), *several(asked, "FT", "ft", "search-term")]
    places = facets(asked, "place-of-performance", "facet.place-of-performance", "buyer-country", "facet.buyer-country")
    countries = [place for place in places if re.fullmatch(r"[A-Z]{3}", place)]
    cpv = [code for code in facets(asked, "classification-cpv", "facet.cpv", "cpv") if re.fullmatch(r"\d{8}", code)]
    if not (words or countries or cpv):
        raise Refused("no_search", address)
    return tenders(countries=countries, cpv=cpv, words=words)


def several(asked: Mapping[str, list[str]], *names: str) -> list[str]:
    return [value.strip() for name in names for value in asked.get(name, []) if value.strip()]


def facets(asked: Mapping[str, list[str]], *names: str) -> list[str]:
    return list(dict.fromkeys(part for value in several(asked, *names) for part in re.split(r"[,;\s]+", value)))


def calls(
    *, programmes: Iterable[str] = (), kinds: Iterable[str] = (), statuses: Iterable[str] = (), words: str = ""
) -> str:
    """The address of the EU portal's search for the calls of these programmes (by number)."""
    chosen = {
        "frameworkProgramme": ",".join(programmes),
        "type": ",".join(kinds),
        "status": ",".join(statuses),
    }
    told = {name: value for name, value in chosen.items() if value}
    narrowed = f"&{urlencode(told, safe=',')}" if told else ""
    return eu_calls.ADDRESS.replace("***", quote(words.strip()) or "***") + narrowed


def from_portal(address: str) -> str:
    """The search that a page of the EU portal shows. Raises Refused for the page of one call, which is no source."""
    parts = urlsplit(address)
    if re.search(r"/(?:topic-details|competitive-calls-cs|prospect-details|call-details)/", parts.path):
        raise Refused("one_call", address)
    asked = parse_qs(parts.query)
    return calls(
        programmes=numbers(asked, "frameworkProgramme"),
        kinds=numbers(asked, "type"),
        statuses=[status for status in numbers(asked, "status") if status in eu_calls.STATUS],
        words=" ".join(several(asked, "keywords")),
    )


def numbers(asked: Mapping[str, list[str]], name: str) -> list[str]:
    return [part for part in facets(asked, name) if part.isdigit()]


def called(kind: str, address: str) -> str:
    """What a search looks for, in a few words by which its source can be named; empty where it is not narrowed."""
    asked = parse_qs(urlsplit(address).query)
    if kind == "eu_calls":
        names = [programmes.BY_NUMBER[one].code for one in numbers(asked, NARROWED_BY) if one in programmes.BY_NUMBER]
        words = [word for word in several(asked, "text") if word != "***"]
        return ", ".join([*names, *words])
    query = " ".join(several(asked, "query"))
    countries = re.findall(r"\b[A-Z]{3}\b", " ".join(PLACES.findall(query)))
    return ", ".join(
        [*countries, *re.findall(r'FT\s*[~=]\s*"?([^")]+)"?', query), *re.findall(r"\b\d{8}\b", query)][:6]
    )
