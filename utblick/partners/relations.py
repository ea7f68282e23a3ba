"""What a partner and the municipality have done together; the rooms above are asked through their relations' names."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from utblick.partners.models import Agreement, Aim, Contact, Organisation, Party
from utblick.ui.chain import Chain, Stage


def agreements_with(organisation: Organisation) -> QuerySet[Agreement]:
    """Those that it is a party to, the main one or a further one."""
    as_party = Party.objects.filter(organisation=organisation).values("agreement")
    rows = Agreement.objects.current().filter(organisation__withdrawn_at=None)
    return rows.filter(Q(organisation=organisation) | Q(pk__in=as_party)).select_related("owner")


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
            *(Stage(one.get_kind_display(), one.title, one.get_absolute_url(), one.signed_on) for one in agreements),
            *(Stage(one.get_kind_display(), one.subject, f"{here}#contacts", one.happened_on) for one in contacts),
        ),
        this=Stage(_("Partner"), organisation.name),
        led_to=tuple(
            Stage(_("Initiative"), one.initiative.title, one.initiative.get_absolute_url(), one.initiative.starts_on)
            for one in participations
        ),
    )


def chain_of_agreement(
    agreement: Agreement, aims: Iterable[Aim], parties: Iterable[Party], participations: Iterable[Any]
) -> Chain:
    """An agreement comes from its goals and parties and leads to the initiatives since it was signed."""
    parted = [agreement.organisation, *(party.organisation for party in parties)]
    return Chain(
        came_from=(
            *(Stage(_("Goal"), str(one.goal), one.goal.get_absolute_url()) for one in aims),
            *(Stage(_("Partner"), str(one), one.get_absolute_url()) for one in parted),
        ),
        this=Stage(agreement.get_kind_display(), agreement.title, when=agreement.signed_on),
        led_to=tuple(
            Stage(_("Initiative"), one.initiative.title, one.initiative.get_absolute_url(), one.initiative.starts_on)
            for one in participations
            if _since(one.initiative, agreement.signed_on)
        ),
    )


def _since(initiative: Any, signed_on: date | None) -> bool:
    begun = initiative.starts_on or initiative.created_at.date()
    return signed_on is None or bool(begun >= signed_on)
