"""Noting results."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.forms import ResultForm
from utblick.initiatives.models import Result
from utblick.initiatives.views.reaching import own, own_part
from utblick.ui.toasts import toast


@may("initiatives.change")
def add_result(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, Result(initiative=own(request, pk), noted_on=timezone.localdate()))


@may("initiatives.change")
def edit_result(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, own_part(request, Result, pk))


def _ask(request: UserRequest, result: Result) -> HttpResponse:
    may_publish = request.user.has_perm("site.publish")
    form = ResultForm(request.POST or None, instance=result, may_publish=may_publish)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("The result is saved."))
        return redirect(result)
    context = {"form": form, "part": result, "initiative": result.initiative}
    return render(request, "initiatives/result.html", context, status=422 if form.errors else 200)
