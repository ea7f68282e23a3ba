"""Which public pages a campaign leads to, and in which order."""

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from utblick.campaigns.models import Campaign, CampaignPage
from utblick.campaigns.pages import PublicPage


@transaction.atomic
def choose(campaign: Campaign, page: PublicPage) -> CampaignPage:
    """Last in order. One that was there before comes back, with what was counted."""
    row = CampaignPage.objects.filter(campaign=campaign, key=page.key).first() or CampaignPage(
        campaign=campaign, key=page.key
    )
    last = CampaignPage.objects.current().filter(campaign=campaign).aggregate(last=Max("position"))["last"]
    row.title, row.position, row.withdrawn_at = page.title, (last or 0) + 1, None
    row.save()
    return row


@transaction.atomic
def put_first(page: CampaignPage) -> None:
    """The short address leads to the first."""
    others = CampaignPage.objects.current().filter(campaign=page.campaign_id).exclude(pk=page.pk)
    for position, one in enumerate([page, *others]):
        if one.position != position:
            one.position = position
            one.save()


def also_in(campaign: Campaign, keys: Collection[str]) -> dict[str, list[Campaign]]:
    """The other campaigns that have the same pages: a view is counted in each of them."""
    found: dict[str, list[Campaign]] = defaultdict(list)
    rows = CampaignPage.objects.standing().filter(key__in=keys).exclude(campaign=campaign)
    for row in rows.select_related("campaign__step"):
        found[row.key].append(row.campaign)
    return dict(found)
