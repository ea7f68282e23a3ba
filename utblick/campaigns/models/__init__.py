"""Campaigns, the public pages that belong to them, and how often those were read."""

from utblick.campaigns.models.campaign import Campaign, CampaignPage
from utblick.campaigns.models.reach import Origin, Reach

__all__ = ["Campaign", "CampaignPage", "Origin", "Reach"]
