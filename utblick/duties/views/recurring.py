"""The duties that return: defined once, changed, withdrawn."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.duties import making
from utblick.duties.forms.recurring import RecurringForm
from utblick.duties.models import Occurrence, Recurring
from utblick.duties.views.year import framed
from utblick.initiatives.models import Meeting
from utblick.ui.toasts import toast

MADE_LATELY = 30


@may("duties.view")
def duties(request: UserRequest) -> HttpResponse:
    rows = Recurring.objects.current().select_related("unit", "owner", "body")
    return render(request, "duties/recurring_duties.html", framed(request, "recurring_duties", rows=list(rows)))


@may("duties.view")
def duty(request: UserRequest, pk: int) -> HttpResponse:
    """One of them, when it is due next, and the tasks that were made of it."""
    found = get_object_or_404(Recurring.objects.current().select_related("unit", "owner", "body"), pk=pk)
    today = timezone.localdate()
    last = today + timedelta(days=400)
    meetings = Meeting.objects.current().filter(body=found.body_id or 0, held_on__gte=today).order_by("held_on")
    days = found.days(today, last, list(meetings.values_list("pk", "body", "held_on")))
    rows = Occurrence.objects.filter(recurring=found).exclude(task=None).select_related("task__owner")
    # The last made are those whose days are to come, too.
    made = [(one.occasion, one.task) for one in rows.order_by("-pk")[:MADE_LATELY] if one.task]
    done = {occasion for occasion, task in made if task.done_at}
    context = {
        "duty": found,
        "days": [on for occasion, on in days if occasion not in done],
        "tasks": [task for _occasion, task in made[:10]],
        "may_change": request.user.has_perm("duties.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "duties/recurring.html", context)


@may("duties.change")
def add(request: UserRequest) -> HttpResponse:
    return _form(request, Recurring(made_by=request.user))


@may("duties.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Recurring.objects.current(), pk=pk))


def _form(request: UserRequest, duty: Recurring) -> HttpResponse:
    before = Recurring.objects.select_related("owner", "unit__head").filter(pk=duty.pk).first()
    form = RecurringForm(request.POST or None, instance=duty)
    if form.is_valid() and (saved := form.save_or_tell()):
        if before:
            making.hand_over(before, saved, by=request.user)
        # What is due soon has its task at once.
        making.make(timezone.localdate())
        toast(request, _("“%(title)s” is saved.") % {"title": saved})
        return redirect(saved)
    context = {"form": form, "duty": duty}
    return render(request, "duties/edit_recurring.html", context, status=422 if form.errors else 200)


@may("duties.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Recurring.objects.current(), pk=pk)
    found.withdraw()
    making.make(timezone.localdate())
    toast(request, _("“%(title)s” is withdrawn.") % {"title": found}, reverse("duties:restore_recurring", args=[pk]))
    return redirect("duties:recurring_duties")


@may("duties.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Recurring.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    making.make(timezone.localdate())
    toast(request, _("“%(title)s” is back.") % {"title": found})
    return redirect(found)
