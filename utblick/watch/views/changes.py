"""What changed since a decision: seen, and told again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast
from utblick.watch import since_decided
from utblick.watch.models import Item


@may("watch.view")
@require_POST
def seen(request: UserRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(Item, pk=pk)
    since_decided.note_seen(item, user=request.user, now=timezone.now())
    text = _("The changes of “%(title)s” are not told again.") % {"title": item}
    toast(request, text, reverse("watch:tell_changes_again", args=[pk]))
    return redirect("desk:home")


@may("watch.view")
@require_POST
def tell_again(request: UserRequest, pk: int) -> HttpResponse:
    since_decided.forget_seen(get_object_or_404(Item, pk=pk), user=request.user)
    toast(request, _("The changes are told again."))
    return redirect("desk:home")
