"""What the demo's sources answered in the past, in their own formats: for the harvest to read as it reads today's."""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from utblick.watch import samples
from utblick.watch.samples import SOURCES

PORTAL, NOTICES, AGENCY, BORDERLAND, NETWORK = (source.address for source in SOURCES)
# Answered once, and is no longer there: every watch has a source that fails, and shows why.
SILENT = "https://bergsskolor.example/nyheter/rss.xml"
FEEDS = {
    "agency": (AGENCY, "sv"),
    "borderland": (BORDERLAND, "en"),
    "network": (NETWORK, "en"),
    "schools": (SILENT, "sv"),
}
TITLES = {source.address: source.name for source in SOURCES} | {SILENT: "Bergsskolor i Norden"}


def answers(items: Iterable[dict[str, Any]], day: date) -> dict[str, bytes]:
    """Address → body: these items as their sources told them on the day."""
    told = list(items)
    bodies = {
        address: _feed(address, language, [item for item in told if item["source"] == name], day)
        for name, (address, language) in FEEDS.items()
        if any(item["source"] == name for item in told)
    }
    calls = [item for item in told if item["source"] == "portal"]
    return {**bodies, PORTAL: _portal(calls, day)} if calls else bodies


def _feed(address: str, language: str, items: list[dict[str, Any]], day: date) -> bytes:
    site = address.rsplit("/", 1)[0]
    entries = [
        {
            "id": f"{site}/{day:%Y%m%d}-{number}",
            "url": f"{site}/{day:%Y/%m}/{number}",
            "title": item["title"],
            "content_text": item["text"],
            "date_published": f"{day}T07:30:00Z",
        }
        for number, item in enumerate(items, start=1)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": TITLES[address], "language": language}
    return samples.encoded({**feed, "home_page_url": site, "items": entries})


def _portal(calls: list[dict[str, Any]], day: date) -> bytes:
    rows = [
        samples.topic(48_000_000 + day.toordinal() % 9999 * 10 + n, _call(c, day), day) for n, c in enumerate(calls)
    ]
    return samples.encoded({"totalResults": len(rows), "pageNumber": 1, "pageSize": 100, "results": rows})


def _call(item: dict[str, Any], day: date) -> dict[str, Any]:
    return {
        "id": item["id"].format(year=day.year),
        "programme": item["programme"],
        "call_title": item["title"],
        "title": item["title"],
        "text": f"<p>{item['text']}</p>",
        "status": "open",
        "opens": -2,
        "deadlines": [item["closes"]],
        "total": item["total"],
        "action": "LS Lump Sum Grants",
        "keywords": ["Local authorities"],
    }


def until(day: date, today: date) -> dict[str, bytes]:
    """The samples of today, without what had not been told on the earlier day."""
    told = samples.sample_answers(today)
    calls, notices, network = (json.loads(told[address]) for address in (PORTAL, NOTICES, NETWORK))
    rows = [row for row in calls["results"] if row["metadata"]["esDA_FirstIngestDate"][0][:10] <= str(day)]
    calls.update(results=rows, totalResults=len(rows))
    kept = [one for one in notices["notices"] if one["publication-date"][:10] <= str(day)]
    notices.update(notices=kept, totalNoticeCount=len(kept))
    network["items"] = [one for one in network["items"] if one["date_published"][:10] <= str(day)]
    return {
        PORTAL: samples.encoded(calls),
        NOTICES: samples.encoded(notices),
        NETWORK: samples.encoded(network),
        AGENCY: _without_later(told[AGENCY], "item", "pubDate", day),
        BORDERLAND: _without_later(told[BORDERLAND], "entry", "published", day),
    }


def _without_later(body: bytes, element: str, dated: str, day: date) -> bytes:
    """A feed in XML without the elements that bear a later day."""

    def kept(found: re.Match[str]) -> str:
        said = re.search(rf"<{dated}>(.*?)</{dated}>", found[0])
        return found[0] if said and _day(said[1]) <= day else ""

    return re.sub(rf"<{element}>.*?</{element}>\n?", kept, body.decode(), flags=re.DOTALL).encode()


def _day(said: str) -> date:
    return (datetime.fromisoformat(said) if said[:4].isdigit() else parsedate_to_datetime(said)).date()
