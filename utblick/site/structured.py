"""What a page is about in the words of schema.org, for search engines (JSON-LD)."""

from typing import Any

from django.urls import reverse

from utblick.establishment.models import VacantSite
from utblick.establishment.telling import facts
from utblick.tenancy import scope

SCHEMA = "https://schema.org"
LEASED = {VacantSite.Terms.RENT, VacantSite.Terms.RENT_M2}
SQUARE_METRE, MONTH = "MTK", "MON"  # UN/CEFACT, as schema.org asks for
UNITS: dict[str, str] = {
    VacantSite.Terms.SALE_M2: SQUARE_METRE,
    VacantSite.Terms.RENT_M2: SQUARE_METRE,
    VacantSite.Terms.RENT: MONTH,
}


def vacant_site_facts(site: Any, language: str, url: str) -> dict[str, Any]:
    """Of a site as published.vacant_sites gives it."""
    name, described_in = site.said("name", language)[0], site.said("description", language)
    return {
        "@context": SCHEMA,
        "@type": "RealEstateListing",
        "name": name,
        "url": url,
        "inLanguage": described_in[1],
        "description": described_in[0],
        "datePosted": site.created_at.date().isoformat(),
        "mainEntity": _place(site, name, language, url),
        "offers": _offer(site, url),
    }


def _place(site: Any, name: str, language: str, url: str) -> dict[str, Any]:
    place: dict[str, Any] = {
        "@type": "Place",
        "name": name,
        "address": {"@type": "PostalAddress", "addressLocality": site.place, "addressCountry": "SE"},
        "containedInPlace": {"@type": "AdministrativeArea", "name": scope.municipality().name},
        "additionalProperty": [
            {"@type": "PropertyValue", "name": label, "value": value} for label, value in facts(site, language)
        ],
    }
    if site.latitude is not None and site.longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": site.latitude, "longitude": site.longitude}
    root = url.split("/public/")[0]
    shown = [root + reverse("site:site_picture", args=[one.pk]) for one in site.shown_pictures]
    return {**place, "image": shown} if shown else place


def _offer(site: VacantSite, url: str) -> dict[str, Any]:
    is_free = site.state == VacantSite.State.FREE
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": url,
        "availability": f"{SCHEMA}/{'InStock' if is_free else 'LimitedAvailability'}",
        "businessFunction": f"http://purl.org/goodrelations/v1#{'LeaseOut' if site.terms in LEASED else 'Sell'}",
    }
    if site.available_from:
        offer["availabilityStarts"] = site.available_from.isoformat()
    if site.price is not None:
        offer["priceSpecification"] = _price(site)
    return offer


def _price(site: VacantSite) -> dict[str, Any]:
    told = {"@type": "UnitPriceSpecification", "price": f"{site.price:.2f}", "priceCurrency": "SEK"}
    return {**told, "unitCode": UNITS[site.terms]} if site.terms in UNITS else told
