"""The statement as the municipality writes it, and what readers have reported."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.site.accessible import receiving
from utblick.site.accessible.forms import AnswerForm, StatementForm
from utblick.site.accessible.models import Remark, Statement
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast


@may("accessible.view")
def remarks(request: UserRequest) -> HttpResponse:
    """Those that wait first."""
    rows = Remark.objects.current().order_by("answered_on", "-created_at")
    context = {
        "statement": Statement.standing(),
        "today": timezone.localdate(clock.now()),
        "may_change": request.user.has_perm("accessible.change"),
    }
    return Listing(request, rows, per_page=25).answer("accessible/remarks.html", context)


@may("accessible.change")
def statement(request: UserRequest) -> HttpResponse:
    form = StatementForm(request.POST or None, instance=Statement.standing())
    if form.is_valid() and form.save_or_tell():
        toast(request, _("The statement is saved, and shown on the public pages."))
        return redirect("accessible:remarks")
    return render(request, "accessible/edit.html", {"form": form}, status=422 if form.errors else 200)


@may("accessible.view")
def remark(request: UserRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Remark.objects.current(), pk=pk)
    context = {"remark": one, "may_change": request.user.has_perm("accessible.change")}
    return render(request, "accessible/remark.html", context)


@may("accessible.change")
def answer(request: UserRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Remark.objects.current().select_related("task"), pk=pk)
    form = AnswerForm(request.POST or None, instance=one)
    if form.is_valid() and form.save_or_tell():
        receiving.finish(one, by=request.user)
        toast(request, _("Noted, and the task is done."))
        return redirect("accessible:remarks")
    return render(request, "accessible/answer.html", {"form": form, "remark": one}, status=422 if form.errors else 200)
