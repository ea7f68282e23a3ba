"""The meeting calendar: what the runways are laid over."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

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
from utblick.initiatives.announcing import meetings_changed
from utblick.initiatives.calendar_files import Entered, agree
from utblick.initiatives.forms import MeetingForm, MeetingsForm
from utblick.initiatives.models import Meeting
from utblick.initiatives.paving import add_meetings as add_days
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
            entered = _enter(answers, request.user)
        toast(request, _changes(entered))
        _doubt(request, [*entered.made, *entered.moved])
        if entered.lacking:
            told = _("Not in the file: %(days)s. Cancel what is no longer held, so that no runway leads there.")
            toast(request, told % {"days": _days(entered.lacking)}, level=messages.WARNING)
        return redirect("initiatives:meetings")
    any_board = Unit.objects.current().filter(kind=Unit.Kind.BOARD).exists()
    context = {"form": form, "any_board": any_board}
    return render(request, "initiatives/add_meetings.html", context, status=422 if form.errors else 200)


def _enter(answers: dict[str, Any], by: User) -> Entered:
    """The days that were written stand beside those of the file: they are held whatever the file says."""
    body, papers_days = answers["body"], answers["papers_days"]
    written = add_days(body, answers["days"], papers_days=papers_days)
    if not answers["file"]:
        return Entered(written)
    entered = agree(body, answers["file"], papers_days=papers_days, by=by)
    lacking = [one for one in entered.lacking if one.held_on not in answers["days"]]
    return replace(entered, made=[*written, *entered.made], lacking=lacking, others=answers["others"])


def _changes(entered: Entered) -> str:
    count, told = len(entered.made), []
    if count or not (entered.moved or entered.cancelled):
        told.append(
            ngettext("%(count)s meeting is entered.", "%(count)s meetings are entered.", count) % {"count": count}
        )
    if entered.moved:
        told.append(_("Moved to: %(days)s.") % {"days": _days(entered.moved)})
    by_hand = [one for one in entered.moved if one.papers_set_by_hand]
    if stays := [one for one in by_hand if one.papers_by < one.held_on]:
        told.append(_("The day for papers was set by hand and stays for: %(days)s.") % {"days": _days(stays)})
    if late := [one for one in by_hand if one.papers_by == one.held_on]:
        told.append(
            _("The day for papers was set by hand, and is the day of the meeting at the latest: %(days)s.")
            % {"days": _days(late)}
        )
    if entered.cancelled:
        told.append(_("Cancelled: %(days)s.") % {"days": _days(entered.cancelled)})
    if entered.touched:
        told.append(_planned_anew(entered.touched))
    if entered.others:
        told.append(
            ngettext(
                "%(count)s meeting of another body was left.",
                "%(count)s meetings of other bodies were left.",
                entered.others,
            )
            % {"count": entered.others}
        )
    return " ".join(told)


def _days(meetings: list[Meeting]) -> str:
    return ", ".join(str(one.held_on) for one in meetings)


def _doubt(request: UserRequest, meetings: Iterable[Meeting]) -> None:
    """Say of days on which few work, and of days gone by, that they may be a slip of the pen. They are kept."""
    meetings = list(meetings)
    off = {day: name for one in meetings for day, name in one.days_off().items()}
    if off:
        days = ", ".join(f"{day} ({off[day]})" for day in sorted(off))
        told = _("No working day: %(days)s. Check that it is right.") % {"days": days}
        toast(request, told, level=messages.WARNING)
    today = timezone.localdate(clock.now())
    if gone := [one for one in meetings if one.held_on < today]:
        told = _("Gone by, and so not shown among the meetings to come: %(days)s.") % {"days": _days(gone)}
        toast(request, told, level=messages.WARNING)


@may("goals.change")
def edit_meeting(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _own(pk)
    form = MeetingForm(request.POST or None, instance=meeting)
    if form.is_valid() and (touched := _save(form, request.user)) is not None:
        toast(request, _told(meeting, touched))
        _doubt(request, [meeting])
        return redirect("initiatives:meetings")
    context = {"form": form, "meeting": meeting}
    return render(request, "initiatives/meeting.html", context, status=422 if form.errors else 200)


def _save(form: MeetingForm, by: User) -> int | None:
    """How many initiatives wait for the body; None when somebody else saved in between."""
    with transaction.atomic():
        saved = form.save_or_tell()
        return meetings_changed(saved.body, [saved], by=by) if saved else None


def _told(meeting: Meeting, touched: int) -> str:
    days = {"day": meeting.held_on, "papers": meeting.papers_by}
    told = [_("The meeting is on %(day)s, and papers are handed in by %(papers)s at the latest.") % days]
    if meeting.papers_set_by_hand:
        told.append(_("The day for papers is set by hand."))
    if touched:
        told.append(_planned_anew(touched))
    return " ".join(told)


def _planned_anew(touched: int) -> str:
    return ngettext(
        "%(count)s initiative that waits for the body was planned anew.",
        "%(count)s initiatives that wait for the body were planned anew.",
        touched,
    ) % {"count": touched}


@may("goals.change")
@require_POST
def cancel_meeting(request: UserRequest, pk: int) -> HttpResponse:
    meeting = _own(pk)
    with transaction.atomic():
        meeting.withdraw()
        meetings_changed(meeting.body, [meeting], by=request.user)
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
        meetings_changed(meeting.body, [meeting], by=request.user, undone=True)
    toast(request, _("The meeting on %(day)s is held after all.") % {"day": meeting.held_on})
    return redirect("initiatives:meetings")


def _own(pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.current().select_related("body"), pk=pk)
