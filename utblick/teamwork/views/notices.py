"""What one is told: newest first, read and unread."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.teamwork import finding, telling
from utblick.teamwork.models import Notice
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

ROWS = 30


@may("teamwork.view")
def notices(request: UserRequest) -> HttpResponse:
    rows = Notice.objects.of(request.user).select_related("by", "task", "comment")
    listing = Listing(request, rows, per_page=ROWS)
    titles = finding.titles(listing.rows)
    context = {
        "told": [(one, titles.get(one.key)) for one in listing.rows],
        "some_unread": any(one.read_at is None for one in listing.rows),
    }
    return listing.answer("teamwork/notices.html", context)


@may("teamwork.view")
@require_POST
def read_all(request: UserRequest) -> HttpResponse:
    telling.read(request.user)
    toast(request, _("All is marked as read."))
    return redirect("teamwork:notices")
