"""What remains of an initiative that is over."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.afterlife import asked_at, next_question
from utblick.initiatives.forms import AfterlifeForm
from utblick.initiatives.models import Afterlife, Initiative
from utblick.initiatives.views.reaching import own
from utblick.journal import clock
from utblick.ui.toasts import toast


@may("initiatives.change")
def afterlife(request: UserRequest, pk: int) -> HttpResponse:
    """The one question, asked 6, 18 and 36 months after the end; an answer can be changed until the next is asked."""
    initiative = own(request, pk)
    today = timezone.localdate(clock.now())
    months = asked_at(initiative.closed_on, today) if initiative.closed_on else None
    if months is None:
        raise Http404("Nothing is asked yet")
    form = AfterlifeForm(request.POST or None, instance=_answer(initiative, months))
    if form.is_valid() and _save(request, form):
        toast(request, _("Thank you. What remains is now told beside the results."))
        return redirect(initiative)
    context = {"form": form, "initiative": initiative, "months": months}
    return render(request, "initiatives/afterlife.html", context, status=422 if form.errors else 200)


def _answer(initiative: Initiative, months: int) -> Afterlife:
    given = Afterlife.objects.current().filter(initiative=initiative, months=months).first()
    return given or Afterlife(initiative=initiative, months=months)


@transaction.atomic
def _save(request: UserRequest, form: AfterlifeForm) -> Afterlife | None:
    today = timezone.localdate(clock.now())
    form.instance.answered_on, form.instance.answered_by = today, request.user
    saved = form.save_or_tell()
    if saved and saved.initiative.closed_on:
        saved.initiative.ask_on = next_question(saved.initiative.closed_on, today)
        saved.initiative.save()
    return saved
