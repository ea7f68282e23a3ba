"""The list of campaigns, one of them, and those of a goal."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.campaigns import sheet
from utblick.campaigns.chain import chain_of_campaign
from utblick.campaigns.choosing import also_in
from utblick.campaigns.forms import CampaignFilter
from utblick.campaigns.models import Campaign, CampaignPage
from utblick.campaigns.pages import readable
from utblick.campaigns.reach import account, standings
from utblick.goals.models import Goal
from utblick.journal import clock
from utblick.ui.listing import Listing

WHOLE = ("step", "goal", "owner", "initiative__unit")
COLUMNS = {"title": "step__title", "start": "step__starts_on", "arrivals": "arrivals"}


@may("campaigns.view")
def listed(request: UserRequest) -> HttpResponse:
    rows = Campaign.objects.standing().with_reach().select_related(*WHOLE)
    listing = Listing(
        request,
        rows,
        columns=COLUMNS,
        default_sort="-start",
        filters=CampaignFilter,
        per_page=25,
        sheet=sheet.campaigns,
    )
    return listing.answer("campaigns/list.html")


@may("campaigns.view")
def campaign(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Campaign.objects.standing().select_related(*WHOLE), pk=pk)
    reach = account(found, timezone.localdate(clock.now()))
    pages = _pages(found, reach.pages)
    goals = _goals(found)
    context = {
        "campaign": found,
        "reach": reach,
        "pages": pages,
        "goals": goals,
        "chain": chain_of_campaign(found, goals, [(one["row"].title, one["address"]) for one in pages]),
        "short_address": f"{request.get_host()}{found.short_path}",
        "may_change": request.user.has_perm("campaigns.change", found.initiative),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "campaigns/campaign.html", context)


def _pages(found: Campaign, reached: dict[int, Any]) -> list[dict[str, Any]]:
    """Each with its address where the public can read it now, what it reached, and the other campaigns that have it."""
    rows = list(CampaignPage.objects.current().filter(campaign=found))
    keys = {row.key for row in rows}
    public, others = readable(keys), also_in(found, keys)
    return [
        {
            "row": row,
            "address": public[row.key].address("sv") if row.key in public else "",
            "title": public[row.key].title if row.key in public else row.title,
            "reached": reached.get(row.pk),
            "also_in": others.get(row.key, []),
        }
        for row in rows
    ]


def _goals(found: Campaign) -> list[Goal]:
    """The goal that it names, else those of its initiative."""
    if found.goal:
        return [found.goal]
    return list(Goal.objects.filter(contributions__initiative=found.initiative_id, contributions__withdrawn_at=None))


@may("campaigns.view")
def of_goal(request: UserRequest, pk: int) -> HttpResponse:
    """What campaigns reached for a goal: a page of its own, which the goal's page loads into itself."""
    goal = get_object_or_404(Goal.objects.select_related("document"), pk=pk)
    rows = list(Campaign.objects.standing().serving(goal).select_related(*WHOLE))
    reach = standings(rows)
    context = {"goal": goal, "campaigns": [(one, reach[one.pk]) for one in rows]}
    page = "campaigns/of_goal.html#of_goal" if request.htmx else "campaigns/of_goal.html"
    return render(request, page, context)
