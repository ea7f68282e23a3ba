"""A person's wish to see trials in the inbox, or none."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast
from utblick.watch import trying


@may("watch.decide")
@require_POST
def switch_off(request: UserRequest) -> HttpResponse:
    trying.switch_off(request.user)
    toast(request, _("No trials are shown to you any more."), reverse("watch:switch_trials_on"))
    return redirect("watch:inbox")


@may("watch.decide")
@require_POST
def switch_on(request: UserRequest) -> HttpResponse:
    trying.switch_on(request.user)
    toast(request, _("Trials are shown to you again."), reverse("watch:switch_trials_off"))
    return redirect("watch:inbox")
