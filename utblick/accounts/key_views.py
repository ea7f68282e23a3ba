"""The API keys of the visitor: made, seen and revoked on one's own account."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts import api_keys
from utblick.accounts.forms import ApiKeyForm
from utblick.accounts.models import ApiKey
from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast

NEW_KEY = "new_api_key"
"""Where the session holds a new key from when it is made until it is shown."""


@may("desk.view")
def keys(request: UserRequest) -> HttpResponse:
    rows = ApiKey.objects.current().filter(user=request.user)
    return render(request, "accounts/keys.html", {"keys": rows})


@may("desk.view")
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def add_key(request: UserRequest) -> HttpResponse:
    """Ask what reads what and until when; the next page shows the key, once."""
    form = ApiKeyForm(request.POST or None, user=request.user)
    if not form.is_valid():
        return render(request, "accounts/key_form.html", {"form": form}, status=422 if form.errors else 200)
    key, request.session[NEW_KEY] = api_keys.make(request.user, **form.cleaned_data)
    return redirect("accounts:key_made", key.pk)


@may("desk.view")
def key_made(request: UserRequest, pk: int) -> HttpResponse:
    """The new key, to be copied. Opened again, it has nothing more to show."""
    key = get_object_or_404(ApiKey.objects.current().filter(user=request.user), pk=pk)
    secret = request.session.pop(NEW_KEY, "")
    if not secret:
        return redirect("accounts:keys")
    address = request.build_absolute_uri(reverse("api:list_goals"))
    return render(request, "accounts/key_made.html", {"key": key, "secret": secret, "address": address})


@may("desk.view")
@require_POST
def revoke_key(request: UserRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.current().filter(user=request.user), pk=pk)
    api_keys.revoke(key)
    toast(request, _("%(key)s can no longer read.") % {"key": key}, reverse("accounts:restore_key", args=[pk]))
    return redirect("accounts:keys")


@may("desk.view")
@require_POST
def restore_key(request: UserRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.exclude(withdrawn_at=None).filter(user=request.user), pk=pk)
    key.restore()
    toast(request, _("%(key)s may read again.") % {"key": key})
    return redirect("accounts:keys")
