"""A campaign is taken out of use with its step, and back with it."""

from django.db import transaction

from utblick.campaigns.models import Campaign


@transaction.atomic
def withdraw(campaign: Campaign) -> None:
    campaign.step.withdraw()
    campaign.withdraw()


@transaction.atomic
def restore(campaign: Campaign) -> None:
    campaign.step.restore()
    campaign.restore()
