"""Beginning a campaign, changing it, and taking it out of use."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.campaigns import withdrawing
from utblick.campaigns.forms import CampaignForm, CampaignStepForm
from utblick.campaigns.models import Campaign
from utblick.campaigns.views.reaching import own, own_initiative, own_step
from utblick.initiatives.models import Step
from utblick.ui.toasts import toast


@may("campaigns.change")
def start(request: UserRequest, initiative: int) -> HttpResponse:
    """A new one, and the step that it is in its initiative."""
    step = Step(initiative=own_initiative(request, initiative), kind=Step.Kind.CAMPAIGN)
    return _ask(request, Campaign(step=step, owner=request.user))


@may("campaigns.change")
def take_on(request: UserRequest, step: int) -> HttpResponse:
    """Make a campaign of a step that is there already; of one that is one, its page."""
    found = own_step(request, step)
    if there_is := Campaign.objects.filter(step=found).first():
        return redirect(there_is)
    return _ask(request, Campaign(step=found, owner=request.user))


@may("campaigns.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, own(request, pk))


def _ask(request: UserRequest, campaign: Campaign) -> HttpResponse:
    step_form = CampaignStepForm(request.POST or None, instance=campaign.step)
    form = CampaignForm(request.POST or None, instance=campaign)
    # Both are asked, so that both tell what is wrong; the step first, whose title the short address may be made from.
    if all([step_form.is_valid(), form.is_valid()]) and (saved := _saved(step_form, form)):
        toast(request, _("“%(title)s” is saved.") % {"title": saved})
        return redirect(saved)
    context = {"step_form": step_form, "form": form, "campaign": campaign, "initiative": campaign.step.initiative}
    return render(request, "campaigns/edit.html", context, status=422 if step_form.errors or form.errors else 200)


def _saved(step_form: CampaignStepForm, form: CampaignForm) -> Campaign | None:
    """Both or neither."""
    with transaction.atomic():
        step = step_form.save_or_tell()
        if step is None:
            return None
        form.instance.step = step
        campaign = form.save_or_tell()
        transaction.set_rollback(campaign is None)
    return campaign


@may("campaigns.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = own(request, pk)
    withdrawing.withdraw(found)
    undo = reverse("campaigns:restore", args=[pk])
    toast(request, _("“%(title)s” is withdrawn.") % {"title": found}, undo)
    return redirect(found.initiative)


@may("campaigns.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = own(request, pk, withdrawn=True)
    withdrawing.restore(found)
    toast(request, _("“%(title)s” is back.") % {"title": found})
    return redirect(found)
