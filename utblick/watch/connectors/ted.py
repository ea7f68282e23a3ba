"""Public procurement notices from TED, through its Search API v3.

The address carries the expert query: `https://api.ted.europa.eu/v3/notices/search?query=...&scope=ACTIVE`.
Content: (c) European Union, reusable under Commission Decision 2011/833/EU.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, plain, sanitised
from utblick.watch.connectors import Answer, Deadline, Finding, Json, Request
from utblick.watch.connectors.dates import END_OF_DAY
from utblick.watch.connectors.eu_calls import amount, known, opened
from utblick.watch.errors import Rejected, Trouble, UnreadableAnswer

ADDRESS = "https://api.ted.europa.eu/v3/notices/search"
LIMIT = 250
FIELDS = (
    *("publication-number", "notice-title", "notice-type", "form-type", "procedure-type", "contract-nature"),
    *("buyer-name", "buyer-country", "publication-date", "classification-cpv", "place-of-performance"),
    *("deadline-receipt-tender-date-lot", "deadline-receipt-tender-time-lot", "deadline-receipt-request"),
    *("title-proc", "description-proc", "description-lot", "links"),
    *("estimated-value-proc", "estimated-value-cur-proc", "estimated-value-lot", "estimated-value-cur-lot"),
)
LANGUAGES = {
    "swe": "sv", "eng": "en", "dan": "da", "fin": "fi", "deu": "de", "fra": "fr", "bul": "bg", "ces": "cs", "ell": "el",
    "est": "et", "gle": "ga", "hrv": "hr", "hun": "hu", "ita": "it", "lav": "lv", "lit": "lt", "mlt": "mt", "nld": "nl",
    "pol": "pl", "por": "pt", "ron": "ro", "slk": "sk", "slv": "sl", "spa": "es", "nor": "no", "nob": "nb", "isl": "is",
}  # fmt: skip
BRUSSELS = ZoneInfo("Europe/Brussels")
DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$")
NUMBER = re.compile(r"\d{1,8}-\d{4}")
ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")
REFUSALS = {
    "QUERY_SYNTAX_ERROR": "query_syntax",
    "QUERY_INVALID_FIELD_FORMAT": "query_value",
    "QUERY_UNKNOWN_FIELD": "query_field",
    "QUERY_UNSUPPORTED_FIELD_OPERATION": "query_field",
    "QUERY_UNSUPPORTED_FIELD_VALUE": "query_value",
    "UNSUPPORTED_VALUE": "query_value",
    "EXPIRED_ITERATION_TOKEN": "token_expired",
    "INVALID_ITERATION_TOKEN": "token_expired",
}

type Notice = Mapping[str, Any]


class TED:
    def ask(self, address: str, *, page: str | None = None, since: date | None = None) -> Request:
        """`page` is the token that an answer gave as `next_page`."""
        parts = urlsplit(address or ADDRESS)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body: dict[str, object] = {
            "query": query(asked.get("query", ""), since),
            "fields": list(FIELDS),
            "limit": LIMIT,
            "scope": asked.get("scope", "ACTIVE"),
            "paginationMode": "ITERATION",
            "onlyLatestVersions": True,
        }
        if page:
            body["iterationNextToken"] = page
        return Request(
            urlunsplit(parts._replace(query="")),
            method="POST",
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            content=json.dumps(body).encode(),
        )

    def read(self, body: bytes, headers: Mapping[str, str], *, address: str = "") -> Answer:
        told = opened(body)
        notices, token, total = shape(told)
        # The last page may still carry a token: the end is where a page is not full.
        more = token and len(notices) >= LIMIT and total > LIMIT
        return Answer((finding(notice) for notice in notices), next_page=token if more else None, total=total)

    def explain(self, trouble: Rejected) -> Trouble:
        """TED's own reason for a refusal, where it gives one."""
        try:
            told = json.loads(trouble.body)
            # The type stands at the top in the specification, and inside `error` in answers of the server's framework.
            inside = told.get("error") if isinstance(told.get("error"), dict) else {}
            code = REFUSALS[str(told.get("type") or inside.get("type"))]
        except (ValueError, KeyError, AttributeError):
            return trouble
        detail = told.get("fieldName") or inside.get("fieldName") or told.get("message") or ""
        return UnreadableAnswer(code, str(detail))


def query(asked: str, since: date | None) -> str:
    """The expert query, narrowed to what was published from a day on. A SORT clause stays last."""
    if since is None:
        return asked
    found = re.search(r"(?i)\bSORT BY\b", asked)
    search, order = (asked[: found.start()].strip(), asked[found.start() :]) if found else (asked.strip(), "")
    narrowed = f"publication-date >= {since:%Y%m%d}"
    return " ".join(part for part in (f"({search}) AND" if search else "", narrowed, order) if part)


def shape(told: Any) -> tuple[list[Notice], str, int]:
    if isinstance(told, dict) and told.get("type") in REFUSALS:
        raise UnreadableAnswer(REFUSALS[told["type"]], str(told.get("fieldName") or ""))
    try:
        notices, total = told["notices"], int(told["totalNoticeCount"])
        sound = all(notice["publication-number"] for notice in notices)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableAnswer("wrong_shape", repr(error)) from error
    if not sound:
        raise UnreadableAnswer("wrong_shape")
    return notices, str(told.get("iterationNextToken") or ""), total


def finding(notice: Notice) -> Finding:
    number = publication_number(notice)
    title, title_language = text(notice, "notice-title", "title-proc")
    described, language = text(notice, "description-proc", "description-lot")
    value, currency = money(notice)
    return Finding(
        external_id=number,
        title=plain(title, MOST_TITLE) or number,
        link=link(notice, number),
        summary=plain(described, MOST_SUMMARY),
        body_html=sanitised(described) if "<" in described or len(described) > MOST_SUMMARY else "",
        language=language or title_language,
        published=published(notice),
        kind="tender",
        identifiers=(f"ted:{number}",),
        deadlines=deadlines(notice),
        status=status(notice),
        contribution=value,
        currency=currency,
        countries=tuple(dict.fromkeys(several(notice, "buyer-country"))),
        codes=tuple(f"cpv:{code[:8]}" for code in dict.fromkeys(several(notice, "classification-cpv"))),
        authority=plain(text(notice, "buyer-name")[0], 300),
        extra=extra(notice),
    )


def publication_number(notice: Notice) -> str:
    return several(notice, "publication-number")[0].lstrip("0")


def status(notice: Notice) -> Literal["", "forthcoming", "open", "closed"]:
    kind = (several(notice, "notice-type") or several(notice, "form-type") or [""])[0]
    if kind.startswith(("can", "result", "veat", "compl", "cont")):
        return "closed"
    return "forthcoming" if kind.startswith(("pin-only", "pin-buyer", "planning", "pmc")) else "open"


def extra(notice: Notice) -> dict[str, Json]:
    titles = notice.get("notice-title")
    told: dict[str, Json] = {
        "notice_type": next(iter(several(notice, "notice-type")), ""),
        "procedure_type": next(iter(several(notice, "procedure-type")), ""),
        "contract_nature": list(dict.fromkeys(several(notice, "contract-nature"))),
        "places": list(dict.fromkeys(several(notice, "place-of-performance"))),
        "titles": {
            LANGUAGES[code]: plain(flat(value), MOST_TITLE) for code, value in titles.items() if code in ("swe", "eng")
        }
        if isinstance(titles, dict)
        else {},
    }
    return {name: value for name, value in told.items() if value}


def text(notice: Notice, *names: str) -> tuple[str, str | None]:
    """The first of the fields that says something, in Swedish, else English, else what there is; and its language."""
    for name in names:
        told = notice.get(name)
        if isinstance(told, dict):
            for code in sorted(told, key=lambda code: (code != "swe", code != "eng")):
                if words := flat(told[code]):
                    return words, LANGUAGES.get(code)
        elif words := flat(told):
            return words, None
    return "", None


def flat(told: object) -> str:
    """A text, or a list of texts as one; each said once."""
    if isinstance(told, list):
        return "\n".join(dict.fromkeys(str(part) for part in told if part))
    return str(told) if told else ""


def several(notice: Notice, name: str) -> list[str]:
    told = notice.get(name)
    values = told if isinstance(told, list) else [told]
    return [str(value) for value in values if value not in (None, "")]


def link(notice: Notice, number: str) -> str:
    pages = (notice.get("links") or {}).get("html") or {}
    chosen = pages.get("SWE") or pages.get("ENG") or next(iter(pages.values()), "") if isinstance(pages, dict) else ""
    return absolute(str(chosen)) or f"https://ted.europa.eu/sv/notice/-/detail/{number}"


def published(notice: Notice) -> datetime | None:
    days = several(notice, "publication-date")
    return moment(days[0], time(0)) if days else None


def deadlines(notice: Notice) -> tuple[Deadline, ...]:
    """For tenders, lot by lot, and for requests to take part; each moment once."""
    days, clocks = (
        several(notice, "deadline-receipt-tender-date-lot"),
        several(notice, "deadline-receipt-tender-time-lot"),
    )
    clocks = clocks if len(clocks) == len(days) else clocks[:1] * len(days) or [""] * len(days)
    tenders = {moment(day, clock=clock) for day, clock in zip(days, clocks, strict=True)}
    requests = {moment(day) for day in several(notice, "deadline-receipt-request")}
    told = [(at, "tender") for at in tenders if at] + [(at, "request") for at in requests - tenders if at]
    return tuple(Deadline(at, label if len(told) > 1 else "") for at, label in sorted(told))


def moment(told: str, usual: time = END_OF_DAY, clock: str = "") -> datetime | None:
    """`20260603`, `2026-04-01+02:00` or `2026-08-31T23:59:00+02:00`; without a time, `clock` or `usual` in Brussels."""
    found = DAY.match(told)
    timed = CLOCK.search(clock) or (CLOCK.search(told) if "T" in told else None)
    zone = (timed and timed[4]) or (zoned[1] if (zoned := ZONE.search(told)) and len(told) > 10 else "")
    if found is None:
        return None
    at = f"{found[1]}-{found[2]}-{found[3]}T" + (
        f"{timed[1]}:{timed[2]}:{timed[3] or '00'}" if timed else usual.isoformat()
    )
    try:
        naive = datetime.fromisoformat(at)
        whole = datetime.fromisoformat(at + zone) if zone else naive.replace(tzinfo=BRUSSELS)
    except ValueError:
        return None
    return whole.astimezone(UTC) if 1990 < whole.year < 2100 else None


def money(notice: Notice) -> tuple[Decimal | None, str]:
    """The estimated value of the whole, or of its lots together where they are in one currency."""
    whole, currencies = known(amount(notice.get("estimated-value-proc"))), several(notice, "estimated-value-cur-proc")
    if whole is None:
        lots = set(several(notice, "estimated-value-cur-lot"))
        currencies = list(lots)
        whole = known(sum(map(amount, several(notice, "estimated-value-lot")), Decimal(0))) if len(lots) == 1 else None
    return (whole, currencies[0][:3]) if whole and currencies else (None, "")
