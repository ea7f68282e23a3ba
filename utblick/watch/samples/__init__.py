"""Answers of sources, written for the demonstration: the watch shown without a network.

Everything here is invented, in the exact formats of the sources; days are counted from the day of the demonstration, so that
deadlines lie ahead. The agency, the programme and the network do not exist. Several tell of the same call, as in life.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from utblick.watch.connectors import eu_calls, programmes, ted

HERE = Path(__file__).parent
PLACE = re.compile(r"\[\[(rfc|iso|sv|en|year):(-?\d+)\]\]")
SWEDISH = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
NUMBERS = {programme.code: number for number, programme in programmes.BY_NUMBER.items()}
STATUSES = {status: number for number, status in eu_calls.STATUS.items()}
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
PROSPECT = "https://webgate.ec.europa.eu/prospect/external/publishedcalls.htm?callId="
QUERY = "place-of-performance IN (SWE NOR FIN DNK DEU POL ITA EST) AND form-type = competition"


@dataclass(frozen=True, slots=True)
class Sample:
    """A source of the demonstration. `theme` is English; translate it where it is shown."""

    kind: str
    address: str
    name: str
    theme: str


SOURCES = (
    Sample("eu_calls", eu_calls.ADDRESS, "EU Funding & Tenders Portal", "EU programmes"),
    Sample("ted", f"{ted.ADDRESS}?query={quote(QUERY)}&scope=ACTIVE", "TED", "Tenders"),
    Sample("feed", "https://landsbygdsmyndigheten.example/rss.xml", "Landsbygdsmyndigheten", "Swedish agencies"),
    Sample("feed", "https://borderland-north.example/feed.atom", "Borderland North", "Cross-border cooperation"),
    Sample("feed", "https://small-towns.example/feed.json", "Small Towns of Europe", "Networks"),
)

# A page without a feed, and one that names the agency's feed: to be pasted, not read from the beginning.
PAGE = "https://fjallfonden.example/utlysningar"
FRONT = "https://landsbygdsmyndigheten.example/"


def sample_pages(today: date) -> dict[str, bytes]:
    """Web pages of the demonstration: address → body."""
    feed = next(source.address for source in SOURCES if source.address.startswith(FRONT))
    front = f'<!doctype html><html lang="sv"><link rel="alternate" type="application/rss+xml" href="{feed}">'
    return {PAGE: filled("page.html", today).encode(), FRONT: front.encode()}


def narrowed(calls_: bytes, question: bytes) -> bytes:
    """The portal's answer to a search for some programmes only: as it has been asked, of the same calls."""
    found = re.search(rb'"frameworkProgramme": \[([^\]]*)\]', question)
    if found is None:
        return calls_
    told, wanted = json.loads(calls_), set(re.findall(r"\d+", found[1].decode()))
    told["results"] = [one for one in told["results"] if wanted & set(one["metadata"]["frameworkProgramme"])]
    return encoded({**told, "totalResults": len(told["results"])})


def sample_answers(today: date) -> dict[str, bytes]:
    """What each source of SOURCES answers on that day: address → body."""
    portal, notices, agency, borderland, network = (source.address for source in SOURCES)
    return {
        portal: encoded(calls(today)),
        notices: encoded(tenders(today)),
        agency: filled("agency.xml", today).encode(),
        borderland: filled("borderland.xml", today).encode(),
        network: filled("network.json", today).encode(),
    }


def filled(name: str, today: date) -> str:
    """A template with its days in place: `[[sv:48]]` is the day 48 days from now, as Swedish writes it."""
    return PLACE.sub(
        lambda found: written(found[1], today + timedelta(days=int(found[2]))), (HERE / name).read_text("utf-8")
    )


def written(way: str, day: date) -> str:
    morning = datetime.combine(day, time(7, 30), UTC)
    match way:
        case "rfc":
            return format_datetime(morning)
        case "iso":
            return morning.isoformat()
        case "sv":
            return f"{day.day} {SWEDISH[day.month - 1]} {day.year}"
        case "en":
            return f"{day.day} {ENGLISH[day.month - 1]} {day.year}"
    return str(day.year)


def encoded(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def calls(today: date) -> dict[str, Any]:
    """As the search API of the Funding & Tenders Portal answers."""
    told = json.loads(filled("calls.json", today))
    rows = [
        prospect(call, today) if "number" in call else topic(51_900_000 + n, call, today) for n, call in enumerate(told)
    ]
    return {
        "apiVersion": "2.146", "terms": "***", "responseTime": 12, "totalResults": len(rows), "pageNumber": 1, "pageSize": 100,
        "sort": "startDate:DESC", "groupByField": None, "queryLanguage": {"language": "en", "probability": 0.0},
        "bestBets": [], "results": rows, "warnings": [],
    }  # fmt: skip


def topic(number: int, call: dict[str, Any], today: date) -> dict[str, Any]:
    identifier, opens = call["id"], today + timedelta(days=call["opens"])
    closes = [(today + timedelta(days=days)).isoformat() for days in call["deadlines"]]
    model, action = call.get("model", "single-stage"), call["action"]
    line = {
        "action": f"{identifier} - {action}", "expectedGrants": call.get("grants", 0), "minContribution": call.get("least", 0),
        "maxContribution": call.get("most", 0), "budgetYearMap": {str(opens.year): str(call["total"])},
        "plannedOpeningDate": opens.isoformat(), "deadlineModel": model, "deadlineDates": closes,
    }  # fmt: skip
    sister = {**line, "action": f"{identifier}-OTHER - {action}", "budgetYearMap": {str(opens.year): "400000000"}}
    overview = {"budgetYearsColumns": [str(opens.year)], "budgetTopicActionMap": {str(number): [line, sister]}}
    actions = [{
        "status": {"id": int(STATUSES[call["status"]])}, "plannedOpeningDate": opens.isoformat(),
        "submissionProcedure": {"abbreviation": model}, "deadlineDates": closes,
    }]  # fmt: skip
    return row(
        f"{number}TOPICSen", PORTAL + identifier, call["title"],
        {
            "identifier": [identifier], "callIdentifier": ["-".join(identifier.split("-")[:-1])], "callTitle": [call["call_title"]],
            "type": ["1"], "status": [STATUSES[call["status"]]], "frameworkProgramme": [NUMBERS[call["programme"]]],
            "programmePeriod": ["2021 - 2027"], "startDate": [stamp(opens)], "deadlineDate": [stamp(day) for day in closes],
            "deadlineModel": [model], "typesOfAction": [action.partition(" ")[2]], "keywords": [*call["keywords"], identifier],
            "allowPartnerSearch": ["true"], "descriptionByte": [call["text"]], "topicConditions": [],
            "budgetOverview": [json.dumps(overview)], "actions": [json.dumps(actions)],
            "esDA_FirstIngestDate": [stamp(min(opens, today - timedelta(days=2)))],
        },
    )  # fmt: skip


def prospect(call: dict[str, Any], today: date) -> dict[str, Any]:
    opens, closes = today + timedelta(days=call["opens"]), today + timedelta(days=call["deadlines"][0])
    return row(
        f"{call['number']}PROSPECTSEN", PROSPECT + call["number"], call["title"],
        {
            "identifier": [call["id"]], "callIdentifier": [call["number"]], "type": ["2"], "status": [STATUSES[call["status"]]],
            "frameworkProgramme": [NUMBERS[call["programme"]]], "startDate": [stamp(opens)],
            "deadlineDate": [f"{closes}T10:00:24.000+0000"], "budget": [str(call["total"])], "currency": ["EUR"],
            "geographicalZones": ["20001030"], "beneficiaryAdministration": [], "esDA_FirstIngestDate": [stamp(opens)],
        },
    )  # fmt: skip


def row(reference: str, url: str, title: str, metadata: dict[str, list[str]]) -> dict[str, Any]:
    usual = {"title": [title], "language": ["en"], "url": [url], "DATASOURCE": ["SEDIA"], "REFERENCE": [reference]}
    return {
        "apiVersion": "2.146", "reference": reference, "url": url, "title": None, "contentType": "text/plain", "language": "en",
        "database": "SEDIA", "summary": title, "content": title, "accessRestriction": False, "checksum": "", "children": [],
        "metadata": {**usual, **metadata},
    }  # fmt: skip


def stamp(day: date | str) -> str:
    return f"{day}T00:00:00.000+0000"


def tenders(today: date) -> dict[str, Any]:
    """As the TED Search API answers."""
    told = json.loads((HERE / "notices.json").read_text("utf-8"))
    notices = [notice(one, today) for one in told]
    return {"notices": notices, "totalNoticeCount": len(notices), "iterationNextToken": "", "timedOut": False}


def notice(one: dict[str, Any], today: date) -> dict[str, Any]:
    number = f"{one['number']}-{today.year}"
    swedish, english = (f"https://ted.europa.eu/{code}/notice/-/detail/{number}" for code in ("sv", "en"))
    return {
        "publication-number": number, "notice-title": {"swe": one["swe"], "eng": one["eng"]}, "notice-type": "cn-standard",
        "form-type": "competition", "procedure-type": "open", "buyer-name": {one["lang"]: [one["buyer"]]},
        "buyer-country": [one["country"]], "publication-date": f"{today + timedelta(days=one['published'])}+02:00",
        "deadline-receipt-tender-date-lot": [f"{today + timedelta(days=one['deadline'])}+02:00"],
        "deadline-receipt-tender-time-lot": ["12:00:00+02:00"], "classification-cpv": one["cpv"],
        "place-of-performance": [one["place"], one["country"]], "description-proc": {one["lang"]: one["text"]},
        "estimated-value-proc": float(one["value"]), "estimated-value-cur-proc": one["currency"],
        "links": {"html": {"SWE": swedish, "ENG": english}, "xml": {"MUL": f"{english}/xml"}, "pdf": {}},
    }  # fmt: skip
