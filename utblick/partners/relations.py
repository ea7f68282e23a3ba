"""What a partner and the municipality have done together; the rooms above are asked through their relations' names."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from utblick.partners.models import Agreement, Contact, Organisation
from utblick.ui.chain import Chain, Stage


def initiatives_with(organisation: Organisation) -> QuerySet[Any]:
    """The participations of a partner in initiatives that stand, newest first."""
    rows: Any = organisation.participations
    found: QuerySet[Any] = rows.filter(initiative__withdrawn_at=None).select_related("initiative")
    return found.order_by("-initiative__created_at")


def chain_of_organisation(
    organisation: Organisation,
    agreements: Iterable[Agreement],
    contacts: Iterable[Contact],
    participations: Iterable[Any],
) -> Chain:
    """A relation begins with contacts and agreements and leads to initiatives."""
    here = organisation.get_absolute_url()
    return Chain(
        came_from=(
            *(Stage(one.get_kind_display(), one.title, f"{here}#agreements", one.signed_on) for one in agreements),
            *(Stage(one.get_kind_display(), one.subject, f"{here}#contacts", one.happened_on) for one in contacts),
        ),
        this=Stage(_("Partner"), organisation.name),
        led_to=tuple(
            Stage(_("Initiative"), one.initiative.title, one.initiative.get_absolute_url(), one.initiative.starts_on)
            for one in participations
        ),
    )
