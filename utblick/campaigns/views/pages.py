"""Which public pages a campaign leads to."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.campaigns import choosing
from utblick.campaigns.forms import PageForm
from utblick.campaigns.models import CampaignPage
from utblick.campaigns.pages import offered
from utblick.campaigns.views.reaching import own, own_page
from utblick.ui.toasts import toast


@may("campaigns.change")
def add_page(request: UserRequest, pk: int) -> HttpResponse:
    campaign = own(request, pk)
    has = set(CampaignPage.objects.current().filter(campaign=campaign).values_list("key", flat=True))
    form = PageForm(request.POST or None, pages=[page for page in offered() if page.key not in has])
    if form.is_valid():
        row = choosing.choose(campaign, form.chosen)
        toast(request, _("“%(title)s” belongs to the campaign.") % {"title": row}, _undo(row))
        return redirect(campaign)
    context = {"form": form, "campaign": campaign}
    return render(request, "campaigns/page.html", context, status=422 if form.errors else 200)


def _undo(row: CampaignPage) -> str:
    return reverse("campaigns:remove_page", args=[row.pk])


@may("campaigns.change")
@require_POST
def first_page(request: UserRequest, pk: int) -> HttpResponse:
    row = own_page(request, pk)
    choosing.put_first(row)
    toast(request, _("The short address leads to “%(title)s”.") % {"title": row})
    return redirect(row)


@may("campaigns.change")
@require_POST
def remove_page(request: UserRequest, pk: int) -> HttpResponse:
    row = own_page(request, pk)
    row.withdraw()
    undo = reverse("campaigns:restore_page", args=[pk])
    toast(request, _("“%(title)s” no longer belongs to the campaign. What was counted stays.") % {"title": row}, undo)
    return redirect(row)


@may("campaigns.change")
@require_POST
def restore_page(request: UserRequest, pk: int) -> HttpResponse:
    row = own_page(request, pk, withdrawn=True)
    row.restore()
    toast(request, _("“%(title)s” belongs to the campaign.") % {"title": row}, _undo(row))
    return redirect(row)
