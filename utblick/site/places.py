"""Published partners as places on the map."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from utblick.site.serving import Visit
from utblick.ui.maps import SIZE, Pins, Place, place

IN_THE_HEAD = 20.0
"""The size of the names' type on the first page (public.css)."""


def pins(partners: Iterable[Any], visit: Visit, size: float = SIZE) -> Pins | None:
    """None where no partner has a place: a map of the home municipality alone tells nothing."""
    page = visit.address("site:partners")
    placed = [one for one in partners if one.latitude is not None and one.longitude is not None]
    places = [_place(one, f"{page}#partner-{one.pk}") for one in placed]
    if not places:
        return None
    home = visit.municipality
    if home.latitude is not None and home.longitude is not None:
        places.append(Place(home.name, home.latitude, home.longitude, home=True))
    return place(places, size)


def _place(partner: Any, url: str) -> Place:
    return Place(
        partner.name, partner.latitude, partner.longitude, note=_note(partner), url=url, marked=partner.is_twin_town
    )


def _note(partner: Any) -> str:
    country: str = partner.country_name
    return f"{country}, {_('twin town')}" if partner.is_twin_town else country
