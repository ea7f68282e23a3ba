"""Campaigns as a file."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from utblick.campaigns.models import Campaign
from utblick.ui.sheets import Sheet


def campaigns(rows: QuerySet[Campaign]) -> Sheet:
    """Of rows with their reach (views.py)."""
    told: dict[str, Any] = {
        _("Campaign"): lambda one: str(one),
        _("Initiative"): lambda one: one.initiative.title,
        _("Goal"): lambda one: str(one.goal or ""),
        _("Status"): lambda one: one.step.get_status_display(),
        _("Starts"): lambda one: one.step.starts_on,
        _("Ends"): lambda one: one.step.ends_on,
        _("Audience"): lambda one: one.audience,
        _("Countries"): lambda one: one.country_names,
        _("Languages"): lambda one: one.language_names,
        _("Responsible"): lambda one: str(one.owner or ""),
        _("Budget, kr"): lambda one: one.step.planned_cost,
        _("Spent, kr"): lambda one: one.step.cost,
        _("Arrivals"): lambda one: one.arrivals,
        _("Arrivals to reach"): lambda one: one.target,
        _("Page views"): lambda one: one.views,
        _("Short address"): lambda one: one.short_path,
    }
    return Sheet(_("Campaigns"), told)
