"""What the platform keeps, for the blocks that show it in a written page: published objects only (site/published.py)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from utblick.initiatives.sums import sums_of_rows
from utblick.site import published
from utblick.site.languages import nearest
from utblick.site.places import pins
from utblick.site.serving import Visit
from utblick.site.written.languages import ORIGINAL

MOST = 6


@dataclass(frozen=True, slots=True)
class Row:
    """`lang` is empty where the text is in the page's own language."""

    text: str
    lang: str
    url: str
    note: str = ""
    first: date | None = None
    last: date | None = None
    number: int = 0


def facts(shows: str, visit: Visit) -> dict[str, Any]:
    return SHOWN[shows](visit)


def _row(visit: Visit, swedish: str, english: str, url: str, **more: Any) -> Row:
    """In Swedish for Swedes; for others in English where there is any."""
    text, spoken = (english, "en") if english and visit.language != ORIGINAL else (swedish, ORIGINAL)
    return Row(text, "" if spoken == visit.language else spoken, url, **more)


def _url(visit: Visit, name: str, **arguments: Any) -> str:
    return reverse(name, kwargs={"language": nearest(visit.language), **arguments})


def _ongoing(visit: Visit) -> dict[str, Any]:
    rows = [
        _row(visit, one.title, one.title_en, _url(visit, "site:initiative", pk=one.pk))
        for one in published.ongoing()[:MOST]
    ]
    return {"rows": rows, "all": _url(visit, "site:initiatives")}


def _partners(visit: Visit) -> dict[str, Any]:
    found = list(published.partners())
    page = _url(visit, "site:partners")
    rows = [Row(one.name, "", f"{page}#partner-{one.pk}", note=one.country_name) for one in found]
    named = {one.name for one in found if one.is_twin_town}
    spoken = Visit(visit.municipality, page.split("/")[2], visit.root, visit.url_name)
    return {"rows": rows, "pins": pins(found, spoken), "named": named, "all": page}


def _calendar(visit: Visit) -> dict[str, Any]:
    rows = [
        _row(
            visit,
            one.title,
            one.title_en,
            _url(visit, "site:initiative", pk=one.initiative_id),
            note=one.place,
            first=one.starts_on,
            last=one.ends_on,
        )
        for one in published.coming(timezone.localdate())[:MOST]
    ]
    return {"rows": rows, "all": _url(visit, "outreach:calendar")}


def _figures(visit: Visit) -> dict[str, Any]:
    partners = list(published.partners())
    return {
        "people": sums_of_rows(list(published.steps())).people.total,
        "ongoing": published.ongoing().count(),
        "partners": len(partners),
        "countries": len({one.country for one in partners}),
        "all": _url(visit, "site:results"),
    }


def _goals(visit: Visit) -> dict[str, Any]:
    serving = Counter(published.contributions().values_list("goal_id", flat=True))
    page = _url(visit, "site:goals")
    rows = [_row(visit, one.text, "", f"{page}#goal-{one.pk}", number=serving[one.pk]) for one in published.goals()]
    return {"rows": rows, "all": page}


SHOWN = {
    "ongoing": _ongoing,
    "partners": _partners,
    "calendar": _calendar,
    "figures": _figures,
    "goals": _goals,
}
