"""Calls of the EU Funding & Tenders Portal, through its search API.

Content: (c) European Union, CC BY 4.0 (Commission Decision 2011/833/EU); to be said where it is shown. The address may carry
`frameworkProgramme`, `type` and `status` as comma-separated codes; they narrow the search and are not sent as they stand.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, plain, sanitised
from utblick.watch.connectors import Answer, Deadline, Finding, Json, Request, identifiers, programmes
from utblick.watch.errors import UnreadableAnswer

ADDRESS = "https://api.tech.ec.europa.eu/search-api/prod/rest/search?apiKey=SEDIA&text=***"
PAGE_SIZE = 100
WINDOW = 10_000
"""Rows that one search can reach; ask programme by programme where there are more."""
CURRENT_INDEX = "SEDIA"
BOUNDARY = "utblick-a8f3c1d0e7"
NARROWING = {"type": ("1", "2", "8"), "status": ("31094501", "31094502"), "frameworkProgramme": ()}
STATUS: dict[str, Literal["forthcoming", "open", "closed"]] = {
    "31094501": "forthcoming",
    "31094502": "open",
    "31094503": "closed",
}
BRUSSELS = ZoneInfo("Europe/Brussels")
CLOSING = time(17)
"""Calls close at 17:00 in Brussels unless they say otherwise."""
EXTERNAL_ACTION = "2"

type Row = Mapping[str, Any]


class EUCalls:
    def ask(self, address: str, *, page: str | None = None, since: date | None = None) -> Request:
        """One page of the search. `since` cannot narrow it: the portal keeps no time of change that can be trusted."""
        parts = urlsplit(address or ADDRESS)
        asked = parse_qs(parts.query)
        sent = {name: values[0] for name, values in asked.items() if name not in NARROWING}
        query = urlencode({**sent, "pageSize": PAGE_SIZE, "pageNumber": page or "1"}, safe="*")
        return Request(
            urlunsplit(parts._replace(query=query)),
            method="POST",
            headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Accept": "application/json"},
            content=form(query=narrowed(asked), languages=["en"], sort={"order": "DESC", "field": "startDate"}),
        )

    def read(self, body: bytes, headers: Mapping[str, str], *, address: str = "") -> Answer:
        told = opened(body)
        rows, number, size, total = shape(told)
        last = len(rows) < size or number * size >= min(total, WINDOW)
        return Answer(findings(rows), next_page=None if last else str(number + 1), total=total)


def narrowed(asked: Mapping[str, list[str]]) -> dict[str, Any]:
    wanted = {
        name: ",".join(asked.get(name, [])).split(",") if asked.get(name) else usual
        for name, usual in NARROWING.items()
    }
    terms: list[dict[str, Any]] = [{"terms": {name: list(values)}} for name, values in wanted.items() if values]
    return {"bool": {"must": [*terms, {"term": {"DATASOURCE": CURRENT_INDEX}}]}}


def form(**parts: object) -> bytes:
    """multipart/form-data with each part typed as JSON: the portal takes nothing else."""
    lines = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="blob"\r\n'
        f"Content-Type: application/json\r\n\r\n{json.dumps(value)}\r\n"
        for name, value in parts.items()
    ]
    return "".join([*lines, f"--{BOUNDARY}--\r\n"]).encode()


def opened(body: bytes) -> Any:
    if not body.strip():
        raise UnreadableAnswer("empty")
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer("not_json", str(error)) from error


def shape(told: Any) -> tuple[list[Row], int, int, int]:
    try:
        rows = told["results"]
        number, size, total = int(told["pageNumber"]), int(told["pageSize"]), int(told["totalResults"])
        sound = all(isinstance(row["metadata"], dict) and row["reference"] for row in rows)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableAnswer("wrong_shape", repr(error)) from error
    if not sound or size < 1:
        raise UnreadableAnswer("wrong_shape")
    return rows, number, size, total


def findings(rows: Iterable[Row]) -> Iterator[Finding]:
    """Each call once: of several rows for one, the current index and then English come first."""
    best: dict[str, Row] = {}
    titles: dict[str, dict[str, str]] = {}
    for row in rows:
        stem = external_id(row)
        titles.setdefault(stem, {})[str(row.get("language") or "en")] = plain(one(row, "title"), MOST_TITLE)
        if stem not in best or rank(row) < rank(best[stem]):
            best[stem] = row
    for stem, row in best.items():
        yield finding(stem, row, titles[stem])


def external_id(row: Row) -> str:
    """The reference without its language: `51050034TOPICSen` and `...sv` are one call."""
    reference, language = str(row["reference"]), str(row.get("language") or "")
    if language and reference.lower().endswith(language.lower()) and reference[: -len(language)][-1:].isupper():
        return reference[: -len(language)]
    return reference


def rank(row: Row) -> int:
    """Lower is to be preferred."""
    old = CURRENT_INDEX not in several(row, "DATASOURCE")
    return 2 * old + (row.get("language") != "en")


def finding(stem: str, row: Row, titles: Mapping[str, str]) -> Finding:
    identifier = one(row, "identifier")
    description = one(row, "descriptionByte")
    money = Money.of(row, identifier)
    return Finding(
        external_id=stem,
        title=titles[str(row.get("language") or "en")] or identifier,
        link=absolute(str(row.get("url") or one(row, "url"))),
        summary=plain(description, MOST_SUMMARY) or plain(one(row, "callTitle"), MOST_SUMMARY),
        body_html=sanitised(description) + sanitised(one(row, "topicConditions")),
        language=str(row.get("language") or "") or None,
        published=clock(one(row, "esDA_FirstIngestDate")),
        kind="call",
        identifiers=names(row, identifier),
        programme=programmes.code_of(one(row, "frameworkProgramme"), identifier),
        deadlines=deadlines(row),
        opens=opening(row),
        status=STATUS.get(one(row, "status"), ""),
        budget_min=money.least,
        budget_max=money.most,
        contribution=money.total,
        currency=money.currency,
        authority=plain(", ".join(several(row, "beneficiaryAdministration")), 300),
        categories=themes(row, identifier),
        extra=extra(row, money, titles),
    )


def names(row: Row, identifier: str) -> tuple[str, ...]:
    if match := identifiers.EUROPEAID.match(identifier):
        return (identifiers.call(f"EuropeAid/{match[1]}"),)
    return (identifiers.call(identifier),) if identifier else ()


def themes(row: Row, identifier: str) -> tuple[str, ...]:
    told = several(row, "keywords") + several(row, "tags") + several(row, "crossCuttingPriorities")
    own = {identifier, one(row, "callIdentifier"), ""}
    cleaned = dict.fromkeys(plain(theme, 100) for theme in told)
    return tuple(theme for theme in cleaned if theme not in own and not theme.startswith(identifier[:12] or "\0"))[:30]


def extra(row: Row, money: "Money", titles: Mapping[str, str]) -> dict[str, Json]:
    told: dict[str, Json] = {
        "rank": rank(row),
        "call": one(row, "callIdentifier"),
        "call_title": plain(one(row, "callTitle"), 300),
        "types_of_action": [plain(kind, 200) for kind in several(row, "typesOfAction")],
        "deadline_model": one(row, "deadlineModel"),
        "expected_grants": money.grants,
        "partner_search": one(row, "allowPartnerSearch") == "true",
        "titles": dict(titles) if len(titles) > 1 else {},
        "zones": list(several(row, "geographicalZones")),
    }
    return {name: value for name, value in told.items() if value or name == "rank"}


def deadlines(row: Row) -> tuple[Deadline, ...]:
    """All of them in order, in Brussels time; named by stage or cut-off where there are several."""
    stated = {day for action in inner(row, "actions") for day in action.get("deadlineDates") or []}
    moments = sorted({at for text in several(row, "deadlineDate") if (at := closing(text, one(row, "type"), stated))})
    model = one(row, "deadlineModel")
    label = {"two-stage": "stage", "multiple cut-off": "cut-off"}.get(model, "deadline") if len(moments) > 1 else ""
    return tuple(Deadline(at, f"{label}-{number}" if label else "") for number, at in enumerate(moments, 1))


def closing(text: str, kind: str, stated: set[str]) -> datetime | None:
    """When a call closes.

    The portal writes +0000 behind everything. For EuropeAid it is true. For the rest it is Brussels time, of which often
    only the day is given (midnight); now and then a day in Brussels has been turned into the evening before in UTC.
    """
    told = clock(text)
    if told is None or kind == EXTERNAL_ACTION:
        return told
    there = told.astimezone(BRUSSELS)
    if told.time() == time(0) and told.date().isoformat() not in stated and there.date().isoformat() in stated:
        return at(there.date())
    if told.time() == time(0):
        return at(told.date())
    if there.time() == time(0) and told.date().isoformat() not in stated:
        return at(there.date())
    return told.replace(tzinfo=BRUSSELS).astimezone(UTC)


def at(day: date) -> datetime:
    return datetime.combine(day, CLOSING, BRUSSELS).astimezone(UTC)


def opening(row: Row) -> date | None:
    planned = [action.get("plannedOpeningDate") for action in inner(row, "actions")]
    for text in [*planned, one(row, "startDate")]:
        if told := clock(str(text or "")):
            return told.date() if told.time() == time(0) else told.astimezone(BRUSSELS).date()
    return None


def clock(text: str) -> datetime | None:
    """`2026-05-06T00:00:00.000+0000` or a day; what cannot be is unknown."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told.astimezone(UTC) if 1990 < told.year < 2100 else None


class Money:
    """What a topic gives. Zero is how the portal writes that it does not say; here that is None."""

    def __init__(self, currency: str = "EUR") -> None:
        self.currency = ""
        self._currency = currency
        self.total: Decimal | None = None
        self.least: Decimal | None = None
        self.most: Decimal | None = None
        self.grants: int | None = None

    @classmethod
    def of(cls, row: Row, identifier: str) -> "Money":
        money = cls(one(row, "currency")[:3] or "EUR")
        own = [line for overview in inner(row, "budgetOverview") for line in own_lines(overview, identifier)]
        # The same sum behind several actions is one pot that they share; different sums are pots of their own.
        pots = {tuple(sorted((line.get("budgetYearMap") or {}).items())) for line in own}
        money.total = known(sum((amount(value) for pot in pots for _, value in pot), Decimal(0))) or known(
            amount(one(row, "budget"))
        )
        money.least = min(filter(None, (known(amount(line.get("minContribution"))) for line in own)), default=None)
        money.most = max(filter(None, (known(amount(line.get("maxContribution"))) for line in own)), default=None)
        money.grants = max((int(amount(line.get("expectedGrants"))) for line in own), default=0) or None
        money.currency = money._currency if money.total or money.least or money.most else ""
        return money


def own_lines(overview: Mapping[str, Any], identifier: str) -> list[dict[str, Any]]:
    """The overview is of the whole call; only lines whose action begins with the topic's own name are the topic's."""
    groups = (overview.get("budgetTopicActionMap") or {}).values()
    lines = [line for group in groups if isinstance(group, list) for line in group if isinstance(line, dict)]
    return [line for line in lines if re.split(r"\s+-\s+|\s", str(line.get("action") or ""))[0] == identifier]


def amount(told: object) -> Decimal:
    try:
        found = Decimal(str(told).replace(" ", "").replace("\u00a0", ""))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and 0 < found < Decimal(10) ** 13 else Decimal(0)


def known(number: Decimal) -> Decimal | None:
    return number or None


def several(row: Row, name: str) -> list[str]:
    """The texts under a name in the metadata; everything there is an array. The word `null` is how some say nothing."""
    told = row["metadata"].get(name)
    values = told if isinstance(told, list) else [told]
    return [str(value) for value in values if value not in (None, "", "null")]


def one(row: Row, name: str) -> str:
    return next(iter(several(row, name)), "")


def inner(row: Row, name: str) -> list[dict[str, Any]]:
    """The JSON inside a text, as a list of objects; nothing where it cannot be read."""
    found: list[dict[str, Any]] = []
    for text in several(row, name):
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            continue
        found += [part for part in (told if isinstance(told, list) else [told]) if isinstance(part, dict)]
    return found
