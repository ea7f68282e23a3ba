"""The sources that the municipality reads, with their health."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast
from utblick.watch import subscribing, tasks
from utblick.watch.habits import habits, may_be_silent
from utblick.watch.models import Subscription

COLUMNS = {"name": "name", "theme": "theme", "answered": "source__answered_at", "recent": "recent"}


@may("watch.view")
def sources(request: UserRequest) -> HttpResponse:
    rows = Subscription.objects.current().with_health(timezone.now())
    listing = Listing(request, rows, columns=COLUMNS, default_sort="name")
    now = timezone.now()
    known = habits([row.source_id for row in listing.rows if may_be_silent(row.source, now)], now)
    for row in listing.rows:
        row.silent_since = known[row.source_id].silent_since(timezone.localdate()) if row.source_id in known else None
    return listing.answer("watch/sources.html", {"may_change": request.user.has_perm("watch.sources")})


@may("watch.sources")
@require_POST
def withdraw_source(request: UserRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(Subscription.objects.current().select_related("source"), pk=pk)
    subscribing.withdraw(subscription)
    undo = reverse("watch:restore_source", args=[pk])
    toast(request, _("“%(name)s” is read no more. What it brought stays.") % {"name": subscription}, undo)
    return redirect("watch:sources")


@may("watch.sources")
@require_POST
def restore_source(request: UserRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(Subscription.objects.select_related("source"), pk=pk)
    subscribing.subscribe(subscription.source.address, connector_kind=subscription.source.connector)
    toast(request, _("“%(name)s” is read again.") % {"name": subscription})
    return redirect("watch:sources")


@may("watch.sources")
@require_POST
def read_now(request: UserRequest) -> HttpResponse:
    """Have every source of the municipality read at once, in the background."""
    count = subscribing.hurry()
    tasks.poll_due.enqueue()
    told = ngettext("%(count)s source is being read.", "%(count)s sources are being read.", count)
    toast(request, told % {"count": count})
    return redirect("watch:sources")
