"""A wrong merge taken apart, and put together again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast
from utblick.watch import splitting
from utblick.watch.chain import told_here


@may("watch.decide")
@require_POST
def split(request: UserRequest, pk: int) -> HttpResponse:
    """This telling is something else: give it an item of its own, for good; the toast puts it back."""
    sighting = get_object_or_404(told_here(), pk=pk)
    own = splitting.split(sighting, by=request.user)
    if own.pk != sighting.item_id or sighting.split:
        text = _("“%(title)s” is an item of its own now, and stays so.") % {"title": own}
        toast(request, text, reverse("watch:put_back", args=[pk]))
    return redirect(own)


@may("watch.decide")
@require_POST
def put_back(request: UserRequest, pk: int) -> HttpResponse:
    """Undo a split. What has been decided on stays an item of its own, and that is said."""
    sighting = get_object_or_404(told_here(), pk=pk)
    own = sighting.item
    try:
        old = splitting.put_back(sighting, by=request.user)
    except splitting.InUse:
        toast(request, _("It stays an item of its own: it has been decided on."), level=messages.ERROR)
        return redirect(own)
    if old is None:
        return redirect(own)
    toast(request, _("It is one with “%(title)s” again.") % {"title": old}, reverse("watch:split", args=[pk]))
    return redirect(old)
