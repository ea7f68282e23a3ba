"""What the platform keeps, for the blocks that show it in a written page: published objects only (site/published.py)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from utblick.establishment.models import VacantSite
from utblick.establishment.telling import facts as facts_of_site
from utblick.goals.models import Goal
from utblick.indicators.series import series_of
from utblick.indicators.telling import amount, tag_of
from utblick.initiatives.sums import sums_of_rows
from utblick.site import published
from utblick.site.languages import nearest
from utblick.site.places import pins
from utblick.site.serving import Visit
from utblick.site.written.languages import ORIGINAL
from utblick.site.written.texts import words

MOST = 6
SITE_FACTS = 4
"""Kind, state, place and area."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator of a goal stands; its name and unit are in the municipality's own language."""

    name: str
    value: str
    year: int
    state: str
    color: str


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
    measures: tuple[Measure, ...] = ()


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
    page, goals = _url(visit, "site:goals"), list(published.goals())
    measures = _measures(visit, goals)
    rows = [
        _row(visit, one.text, "", f"{page}#goal-{one.pk}", number=serving[one.pk], measures=measures[one.pk])
        for one in goals
    ]
    return {"rows": rows, "all": page, "original": "" if visit.language == ORIGINAL else ORIGINAL}


def _measures(visit: Visit, goals: list[Goal]) -> dict[int, tuple[Measure, ...]]:
    """What is measured of each goal. As many queries whatever their number."""
    standing = words(visit.language)["standing"]
    found: dict[int, tuple[Measure, ...]] = defaultdict(tuple)
    for series in series_of(list(published.indicators(goals))):
        one, now = series.indicator, series.standing
        if now.year is not None:
            told, color = amount(one, now.value), tag_of(series).color
            found[one.goal_id] += (Measure(one.name, told, now.year, standing.get(now.status, ""), color),)
    return found


def _sites(visit: Visit) -> dict[str, Any]:
    """In the page's own language: their pages are in all of them."""
    rows = [_site(visit, one) for one in published.vacant_sites()[:MOST]]
    return {"rows": rows, "all": reverse("site:vacant_sites", args=[visit.language])}


def _site(visit: Visit, site: VacantSite) -> Row:
    name, spoken = site.said("name", visit.language)
    note = ", ".join(value for _label, value in facts_of_site(site, visit.language)[:SITE_FACTS])
    url = reverse("site:vacant_site", args=[visit.language, site.pk])
    return Row(name, "" if spoken == visit.language else spoken, url, note=note)


SHOWN = {
    "ongoing": _ongoing,
    "partners": _partners,
    "calendar": _calendar,
    "figures": _figures,
    "goals": _goals,
    "sites": _sites,
}
