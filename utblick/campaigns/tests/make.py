"""Builders for tests: a campaign that goes on, its pages, and what was counted."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from utblick.campaigns.models import Campaign, CampaignPage, Origin, Reach
from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.tests.make import make_initiative, make_step

_number = count(1)
MONTH = timedelta(days=30)


def make_campaign(title: str = "", *, initiative: Initiative | None = None, **facts: Any) -> Campaign:
    """Facts of the step go to the step; a month of it has gone, and one is left."""
    number, today = next(_number), timezone.localdate()
    step: dict[str, Any] = {"kind": Step.Kind.CAMPAIGN, "title": title or f"Kampanj {number}"}
    step |= {"status": Step.Status.RUNNING, "starts_on": today - MONTH, "ends_on": today + MONTH}
    step |= {
        name: facts.pop(name) for name in list(facts) if name not in {"goal", "owner", "audience", "slug", "target"}
    }
    made = make_step(initiative=initiative or make_initiative(), **step)
    return Campaign.objects.create(
        **{"step": made, "audience": "Barnfamiljer i Trondheim", "slug": f"k{number}", **facts}
    )


def make_campaign_page(campaign: Campaign, key: str = "site:front", **facts: Any) -> CampaignPage:
    return CampaignPage.objects.create(campaign=campaign, key=key, **{"title": "Internationellt samarbete", **facts})


def make_reach(page: CampaignPage, views: int, day: date | None = None, origin: Origin = Origin.SHORT) -> Reach:
    return Reach.objects.create(page=page, day=day or timezone.localdate(), language="sv", origin=origin, views=views)
