"""The meeting calendar: what the runways are laid over."""

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.models import Unit, User
from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.announcing import meeting_changed
from utblick.initiatives.forms import MeetingForm, MeetingsForm
from utblick.initiatives.models import Meeting
from utblick.initiatives.paving import add_meetings as enter
from utblick.initiatives.paving import not_among
from utblick.journal import clock
from utblick.ui.toasts import toast

SHOWN = 300


@may("initiatives.view")
def meetings(request: UserRequest) -> HttpResponse:
    """The meetings to come, body by body."""
    rows = Meeting.objects.from_day(timezone.localdate(clock.now())).select_related("body")
    ordered = rows.order_by("body__name", "held_on")[:SHOWN]
    bodies = [(body, list(held)) for body, held in groupby(ordered, key=lambda one: one.body)]
    context = {"bodies": bodies, "may_change": request.user.has_perm("goals.change")}
    return render(request, "initiatives/meetings.html", context)


@may("goals.change")
def add_meetings(request: UserRequest) -> HttpResponse:
    form = MeetingsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        answers = form.cleaned_data
        with transaction.atomic():
            made = enter(answers["body"], answers["every_day"], papers_days=answers["papers_days"])
        count = len(made)
        told = ngettext("%(count)s meeting is entered.", "%(count)s meetings are entered.", count) % {"count": count}
        toast(request, told)
        if answers["file"]:
            _tell_what_the_file_lacks(request, answers["body"], answers["every_day"])
        return redirect("initiatives:meetings")
    any_board = Unit.objects.current().filter(kind=Unit.Kind.BOARD).exists()
    context = {"form": form, "any_board": any_board}
    return render(request, "initiatives/add_meetings.html", context, status=422 if form.errors else 200)


def _tell_what_the_file_lacks(request: UserRequest, body: Unit, days: list[date]) -> None:
    """A meeting that was moved in the body's own calendar stands here on its old day too, until somebody cancels it."""
    if lacking := not_among(days, body):
        told = _("Not in the file: %(days)s. Cancel what is no longer held, so that no runway leads there.")
        listed = ", ".join(str(one.held_on) for one in lacking)
        toast(request, told % {"days": listed}, level=messages.WARNING)


@may("goals.change")
def edit_meeting(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _own(pk)
    form = MeetingForm(request.POST or None, instance=meeting)
    if form.is_valid() and (touched := _save(form, request.user)) is not None:
        toast(request, _told(meeting, touched))
        return redirect("initiatives:meetings")
    context = {"form": form, "meeting": meeting}
    return render(request, "initiatives/meeting.html", context, status=422 if form.errors else 200)


def _save(form: MeetingForm, by: User) -> int | None:
    """How many initiatives wait for the body; None when somebody else saved in between."""
    with transaction.atomic():
        saved = form.save_or_tell()
        return meeting_changed(saved, by=by) if saved else None


def _told(meeting: Meeting, touched: int) -> str:
    day = {"day": meeting.held_on, "count": touched}
    if not touched:
        return _("The meeting is on %(day)s.") % day
    return (
        ngettext(
            "The meeting is on %(day)s. %(count)s initiative that waits for the body was planned anew.",
            "The meeting is on %(day)s. %(count)s initiatives that wait for the body were planned anew.",
            touched,
        )
        % day
    )


@may("goals.change")
@require_POST
def cancel_meeting(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _own(pk)
    with transaction.atomic():
        meeting.withdraw()
        meeting_changed(meeting, by=request.user)
    undo = reverse("initiatives:restore_meeting", args=[pk])
    toast(request, _("The meeting on %(day)s is cancelled.") % {"day": meeting.held_on}, undo)
    return redirect("initiatives:meetings")


@may("goals.change")
@require_POST
def restore_meeting(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.exclude(withdrawn_at=None).select_related("body"), pk=pk)
    if Meeting.objects.current().filter(body=meeting.body, held_on=meeting.held_on).exists():
        toast(request, _("The body already has a meeting on that day."))
        return redirect("initiatives:meetings")
    with transaction.atomic():
        meeting.restore()
        meeting_changed(meeting, by=request.user, undone=True)
    toast(request, _("The meeting on %(day)s is held after all.") % {"day": meeting.held_on})
    return redirect("initiatives:meetings")


def _own(pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.current().select_related("body"), pk=pk)
