"""Partners as places on the map."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from utblick.accounts.models import Municipality
from utblick.partners.models import Organisation
from utblick.ui.maps import Pins, Place, place


def pins(organisations: Iterable[Any], home: Municipality) -> Pins | None:
    """The home municipality and those that have a place, None where none has.

    Give organisations annotated with `is_twin_town` and `has_agreement`.
    """
    places = [_place(one) for one in organisations if one.latitude is not None and one.longitude is not None]
    if not places:
        return None
    if home.latitude is not None and home.longitude is not None:
        places.append(Place(home.name, home.latitude, home.longitude, note=_("at home"), home=True))
    return place(places)


def _place(organisation: Any) -> Place:
    named: Organisation = organisation
    told = [_("twin town")] if organisation.is_twin_town else [_("agreement")] if organisation.has_agreement else []
    note = ", ".join([named.get_kind_display(), *told, named.country_name])
    latitude, longitude = named.latitude or 0.0, named.longitude or 0.0
    url, marked = named.get_absolute_url(), organisation.is_twin_town
    tied = organisation.has_agreement and not marked
    return Place(named.name, latitude, longitude, note=note, url=url, marked=marked, tied=tied)
