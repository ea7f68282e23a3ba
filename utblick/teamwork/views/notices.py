"""What one is told: newest first, read and unread; and of which kinds one wants to be told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.teamwork import finding, telling
from utblick.teamwork.forms import KindsForm
from utblick.teamwork.kinds import Kind
from utblick.teamwork.models import Notice
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

ROWS = 30


@may("teamwork.view")
def notices(request: UserRequest) -> HttpResponse:
    rows = Notice.objects.of(request.user).select_related("by", "task", "comment")
    listing = Listing(request, rows, per_page=ROWS)
    context = {
        "told": finding.named(listing.rows),
        "some_unread": any(one.read_at is None for one in listing.rows),
    }
    return listing.answer("teamwork/notices.html", context)


@may("teamwork.view")
@require_POST
def read_all(request: UserRequest) -> HttpResponse:
    telling.read(request.user)
    toast(request, _("All is marked as read."))
    return redirect("teamwork:notices")


@may("teamwork.view")
def open_notice(request: UserRequest, pk: int) -> HttpResponse:
    """Note it as read, and lead on to what it is about."""
    found: Notice = get_object_or_404(Notice.objects.of(request.user).select_related("task", "comment"), pk=pk)
    telling.read(request.user, notice=pk)
    return redirect(found.target)


@may("teamwork.view")
def kinds(request: UserRequest) -> HttpResponse:
    off = telling.muted_by(request.user)
    form = KindsForm(request.POST or None, initial={"kinds": [kind for kind in Kind.values if kind not in off]})
    if form.is_valid():
        telling.choose(request.user, form.cleaned_data["kinds"])
        toast(request, _("Your choice of notices is saved."))
        return redirect("teamwork:notices")
    return render(request, "teamwork/kinds.html", {"form": form}, status=422 if form.errors else 200)
