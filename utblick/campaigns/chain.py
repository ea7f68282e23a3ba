"""A campaign's place in the chain: the goals and the initiative before it, its pages after it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.campaigns.models import Campaign
from utblick.goals.models import Goal
from utblick.ui.chain import Chain, Stage


def chain_of_campaign(campaign: Campaign, goals: Iterable[Goal], pages: Iterable[tuple[str, str]]) -> Chain:
    """`pages`: title and address; the address is empty where the public cannot read the page now."""
    initiative = campaign.initiative
    return Chain(
        came_from=(
            *(Stage(_("Goal"), str(goal), reverse("goals:goal", args=[goal.pk])) for goal in goals),
            Stage(_("Initiative"), initiative.title, initiative.get_absolute_url(), initiative.starts_on),
        ),
        this=Stage(_("Campaign"), str(campaign), when=campaign.step.starts_on),
        led_to=tuple(Stage(_("Public page"), title, address) for title, address in pages),
    )
