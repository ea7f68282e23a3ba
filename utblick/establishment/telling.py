"""A vacant site in words, in any of the guests' languages: for the public pages and for letters."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone, translation

from utblick.establishment.models import VacantSite
from utblick.establishment.models.vacant_sites import figure
from utblick.establishment.words import words
from utblick.journal import clock
from utblick.tenancy import scope

DISTANCES = ("road", "rail", "harbour", "airport")


def facts(site: VacantSite, language: str) -> list[tuple[str, str]]:
    """Label and value of all that is known; numbers as they are written there."""
    said = words(language)
    with translation.override(language):
        told = [
            ("kind", said[site.kind]),
            ("state", said.get(site.state, "")),
            ("place", site.place),
            ("area", f"{figure(site.area)} m²"),
            ("power", site.power_text),
            ("water", said.get(site.water, "")),
            ("broadband", said.get(site.broadband, "")),
            ("zoning", said.get(f"zoning_{site.zoning}", "")),
            ("price", price(site, language)),
            ("available", available(site, language)),
            *((name, km(getattr(site, f"{name}_km"))) for name in DISTANCES),
        ]
    return [(said[label], value) for label, value in told if value]


def km(distance: int | None) -> str:
    return "" if distance is None else f"{figure(distance)} km"


def price(site: VacantSite, language: str) -> str:
    said = words(language)
    return said["on_request"] if site.price is None else said[site.terms].format(price=figure(site.price))


def available(site: VacantSite, language: str) -> str:
    day = site.available_from
    is_now = day is None or day <= timezone.localdate(clock.now())
    return words(language)["at_once"] if is_now or day is None else day.isoformat()


def told_of(sites: Iterable[VacantSite], language: str) -> str:
    """The sites as they stand in a letter, each with its page where it has one."""
    return "\n\n".join(_in_letter(site, language) for site in sites)


def _in_letter(site: VacantSite, language: str) -> str:
    lines = [site.said("name", language)[0]]
    lines += [f"{label}: {value}" for label, value in facts(site, language)]
    if site.published:
        # By its name: the room of the public pages lies further down.
        lines.append(scope.municipality().address + reverse("site:vacant_site", args=[language, site.pk]))
    return "\n".join(lines)
