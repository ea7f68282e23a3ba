"""What every page that changes something first asks for: a campaign that the reader may change."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from utblick.accounts.roles import UserRequest
from utblick.campaigns.models import Campaign, CampaignPage
from utblick.initiatives.models import Initiative, Step


def check(request: UserRequest, initiative: Initiative) -> None:
    if not request.user.has_perm("campaigns.change", initiative):
        raise PermissionDenied("campaigns.change")


def own_initiative(request: UserRequest, pk: int) -> Initiative:
    found = get_object_or_404(Initiative.objects.current(), pk=pk)
    check(request, found)
    return found


def own_step(request: UserRequest, pk: int) -> Step:
    """One of the kind that a campaign is."""
    rows = Step.objects.standing().filter(kind=Step.Kind.CAMPAIGN).select_related("initiative")
    found = get_object_or_404(rows, pk=pk)
    check(request, found.initiative)
    return found


def own(request: UserRequest, pk: int, *, withdrawn: bool = False) -> Campaign:
    standing = Campaign.objects.filter(initiative__withdrawn_at=None, withdrawn_at__isnull=not withdrawn)
    found = get_object_or_404(standing.select_related("step__initiative", "initiative"), pk=pk)
    check(request, found.initiative)
    return found


def own_page(request: UserRequest, pk: int, *, withdrawn: bool = False) -> CampaignPage:
    standing = CampaignPage.objects.filter(withdrawn_at__isnull=not withdrawn, campaign__withdrawn_at=None)
    found = get_object_or_404(standing.select_related("campaign__step", "campaign__initiative"), pk=pk)
    check(request, found.campaign.initiative)
    return found
