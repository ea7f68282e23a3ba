"""Joint initiatives: inviting, answering, and what all sides and their region see of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.models import Municipality
from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.models import Initiative
from utblick.sharing import agreeing, announcing, crossing, joining, telling
from utblick.sharing.forms.joint import InviteForm, ReplyForm
from utblick.sharing.joint import MOST, joints
from utblick.sharing.models import Invitation, Reply
from utblick.sharing.views.region import tabs
from utblick.tenancy import scope
from utblick.ui.toasts import toast


@may("sharing.view")
def together(request: UserRequest) -> HttpResponse:
    """The joint initiatives that we have a part in, the invitations to us, and those of ours that nobody has accepted."""
    rows = crossing.ours_jointly()
    written, here = list(crossing.correspondence().order_by("-pk")), scope.municipality_id()
    context = {
        "joints": joints(crossing.sides(rows, crossing.led_for_us())[:MOST], of=rows),
        "invitations": [one for one in written if one["municipality_id"] != here],
        "sent": [one for one in written if one["municipality_id"] == here and not one["takes_part"]],
        "may_change": request.user.has_perm("sharing.change"),
    }
    return render(request, "sharing/together.html", context)


@may("sharing.view")
def joint(request: UserRequest, lead: int) -> HttpResponse:
    """One that we have a part in; of our own also whom we have invited, and what they answered."""
    rows = crossing.ours_jointly()
    found = joints(crossing.sides(rows, crossing.led_for_us(lead)), of=rows)
    sent = list(crossing.with_answers(Invitation.objects.current().filter(initiative=lead).select_related("invited")))
    own = None if found else get_object_or_404(Initiative.objects.current(), pk=lead)
    context = {
        "joint": found[0] if found else None,
        "title": found[0].title if found else str(own),
        "lead": lead,
        "sent": sent,
        "may_invite": request.user.has_perm("sharing.change") and bool(sent or own),
    }
    return render(request, "sharing/joint.html", context)


@may("sharing.change")
def invite(request: UserRequest, lead: int) -> HttpResponse:
    initiative = get_object_or_404(_joinable(), pk=lead)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        invited = Municipality.objects.get(pk=form.cleaned_data["invited"])
        sent = joining.invite(initiative, invited, by=request.user)
        announcing.tell_now(invited.pk)
        undo = reverse("sharing:take_back", args=[sent.pk])
        toast(request, _("%(municipality)s is invited.") % {"municipality": invited}, undo)
        return redirect("sharing:joint", lead)
    context = {"form": form, "initiative": initiative}
    return render(request, "sharing/invite.html", context, status=422 if form.errors else 200)


def _joinable() -> Any:
    """Our own that others can be invited to: neither confidential nor an idea still."""
    return Initiative.objects.current().filter(secrecy_ground="").exclude(status=Initiative.Status.IDEA)


@may("sharing.change")
@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    sent = get_object_or_404(Invitation.objects.current().select_related("invited"), pk=pk)
    sent.withdraw()
    announcing.tell_now(sent.invited_id)
    undo = reverse("sharing:invite_again", args=[pk])
    toast(request, _("The invitation to %(municipality)s is taken back.") % {"municipality": sent.invited}, undo)
    return redirect("sharing:joint", sent.initiative_id)


@may("sharing.change")
@require_POST
def invite_again(request: UserRequest, pk: int) -> HttpResponse:
    sent = get_object_or_404(Invitation.objects.exclude(withdrawn_at=None).select_related("invited"), pk=pk)
    agreeing.resume(sent)
    announcing.tell_now(sent.invited_id)
    toast(request, _("%(municipality)s is invited.") % {"municipality": sent.invited})
    return redirect("sharing:joint", sent.initiative_id)


@may("sharing.view")
def invitation(request: UserRequest, pk: int) -> HttpResponse:
    """What we are invited to, and our answer: to take part with one of our own, or not."""
    found = _invitation(pk)
    may_answer = request.user.has_perm("sharing.change") and not found["answered"]
    form = ReplyForm(request.POST or None) if may_answer else None
    if form and form.is_valid():
        _answer(request, found, form.cleaned_data["initiative"], _("You take part in the joint initiative."))
        return redirect("sharing:joint", found["initiative_id"])
    context = {
        "invitation": found,
        "told": telling.tell_one(crossing.invited_to(), found["initiative_id"]),
        "form": form,
        "may_change": request.user.has_perm("sharing.change"),
    }
    return render(request, "sharing/invitation.html", context, status=422 if form and form.errors else 200)


@may("sharing.change")
@require_POST
def decline(request: UserRequest, pk: int) -> HttpResponse:
    _answer(request, _invitation(pk), None, _("You have declined the invitation."))
    return redirect("sharing:together")


@may("sharing.change")
@require_POST
def leave(request: UserRequest, pk: int) -> HttpResponse:
    """Take back our answer, a yes or a no: the invitation waits for an answer again."""
    reply = get_object_or_404(Reply.objects.current(), invitation_id=pk)
    reply.withdraw()
    if (found := crossing.invitations().filter(pk=pk).first()) is None:
        toast(request, _("Your answer is taken back."))
        return redirect("sharing:together")
    announcing.tell_now(found["municipality_id"])
    undo = reverse("sharing:answer_again", args=[reply.pk])
    toast(request, _("Your answer is taken back. The invitation still stands."), undo)
    return redirect("sharing:together")


@may("sharing.change")
@require_POST
def answer_again(request: UserRequest, pk: int) -> HttpResponse:
    """Let an answer that was taken back stand again."""
    reply = get_object_or_404(Reply.objects.exclude(withdrawn_at=None), pk=pk)
    found = _invitation(reply.invitation_id)
    try:
        joining.answer_again(reply)
    except joining.Answered:
        messages.error(request, _("Somebody else of you has answered meanwhile."))
    except joining.PartOfAnother:
        messages.error(request, _("Your initiative is a part of another joint initiative by now."))
    else:
        announcing.tell_now(found["municipality_id"])
        toast(request, _("Your answer stands again."))
    return redirect("sharing:invitation", reply.invitation_id)


def _invitation(pk: int) -> dict[str, Any]:
    found: dict[str, Any] | None = crossing.invitations().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _answer(request: UserRequest, found: dict[str, Any], initiative: Initiative | None, told: str) -> None:
    try:
        joining.answer(found["pk"], initiative, by=request.user)
    except joining.Answered:
        messages.error(request, _("Somebody else of you has answered meanwhile."))
    else:
        announcing.tell_now(found["municipality_id"])
        toast(request, told, reverse("sharing:leave", args=[found["pk"]]))


@may("sharing.read")
def region_joints(request: UserRequest) -> HttpResponse:
    """As far as the municipalities share their parts by name."""
    named = crossing.with_region().named
    found = joints(crossing.sides(named)[:MOST], of=named)
    return render(request, "sharing/region_joints.html", {"joints": found, "tabs": tabs(request, "region_joints")})
