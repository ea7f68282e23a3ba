"""A newsletter on its way: gathered again, sent, held, taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.outreach import composing
from utblick.outreach.composing import NothingToTell, TooLate
from utblick.outreach.forms.digests import SendForm
from utblick.outreach.models import Digest
from utblick.outreach.views.finding import digest_of, draft_of
from utblick.ui.toasts import toast


@may("outreach.change")
@require_POST
def gather(request: UserRequest, pk: int) -> HttpResponse:
    """Look again for what there is to tell."""
    found = draft_of(pk)
    count = composing.gather(found)
    told = ngettext("%(count)s new thing is added.", "%(count)s new things are added.", count) % {"count": count}
    toast(request, told if count else _("There is nothing new to add."))
    return redirect(found)


def send(request: UserRequest, found: Digest, *, is_now: bool) -> HttpResponse:
    """The draft as it is saved: now, which leaves two minutes to think again, or at a set time."""
    form = SendForm(request.POST)
    if not is_now and not form.is_valid():
        toast(request, " ".join(str(one) for one in form.errors["at"]), level=messages.ERROR)
        return redirect(f"{found.get_absolute_url()}#send")
    try:
        composing.schedule(found, composing.in_a_moment() if is_now else form.cleaned_data["at"])
    except NothingToTell:
        toast(
            request,
            _("There is nothing in it yet. Write an introduction, or add something to tell."),
            level=messages.ERROR,
        )
        return redirect(found)
    told = _("It is sent in a few minutes.") if is_now else _("It will be sent at the time you set.")
    toast(request, told, reverse("digests:hold", args=[found.pk]))
    return redirect(found)


@may("outreach.change")
@require_POST
def hold(request: UserRequest, pk: int) -> HttpResponse:
    found = digest_of(pk)
    try:
        composing.hold(found)
    except TooLate:
        toast(request, _("It is on its way already."), level=messages.ERROR)
    else:
        toast(request, _("It is a draft again, and is not sent."))
    return redirect(found)


@may("outreach.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = draft_of(pk)
    found.withdraw()
    toast(request, _("The draft is taken away."), reverse("digests:restore", args=[pk]))
    return redirect("digests:list")


@may("outreach.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Digest, pk=pk)
    if found.withdrawn_at:
        found.restore()
    toast(request, _("The draft is back."))
    return redirect(found)
