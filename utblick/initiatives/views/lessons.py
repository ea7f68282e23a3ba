"""Lessons: noting one, sending it on, the library of all, and what became of each."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives import spreading, tasks
from utblick.initiatives.forms import AnswerForm, LessonFilter, LessonForm
from utblick.initiatives.learnt import nearest, standing
from utblick.initiatives.models import Lesson, Recipient
from utblick.initiatives.sheet import lessons as sheet_of_lessons
from utblick.initiatives.views.reaching import own, own_part
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

ROWS = 25


@may("initiatives.view")
def lessons(request: UserRequest) -> HttpResponse:
    """The library: all that was learnt, the newest first, or the nearest to what is asked for."""
    rows = standing().select_related("initiative").prefetch_related("recipients__unit")
    listing = Listing(request, rows, filters=LessonFilter, per_page=ROWS, sheet=sheet_of_lessons)
    return listing.answer("initiatives/lessons.html", {"may_change": request.user.has_perm("initiatives.change")})


@may("initiatives.view")
def lesson(request: UserRequest, pk: int) -> HttpResponse:
    """What was learnt, how that is known, and what became of it where it was sent."""
    found = get_object_or_404(standing().select_related("initiative__unit", "initiative__owner"), pk=pk)
    recipients = list(_recipients().filter(lesson=found))
    context = {
        "lesson": found,
        "today": timezone.localdate(),
        "recipients": [(one, request.user.has_perm("initiatives.change", one)) for one in recipients],
        "may_change": request.user.has_perm("initiatives.change", found.initiative),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "initiatives/lesson.html", context)


def _recipients() -> QuerySet[Recipient]:
    rows: QuerySet[Recipient] = Recipient.objects.standing()
    return rows.select_related("unit", "answered_by", "lesson__initiative")


@may("initiatives.change")
def learnt(request: UserRequest) -> HttpResponse:
    """What others have learnt of what is about to be started; htmx puts the answer under the title."""
    words = f"{request.GET.get('title', '')} {request.GET.get('summary', '')}"
    found = nearest(words, standing())
    return render(request, "initiatives/learnt.html", {"learnt": found})


@may("initiatives.change")
def add_lesson(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, Lesson(initiative=own(request, pk), learnt_on=timezone.localdate()))


@may("initiatives.change")
def edit_lesson(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, own_part(request, Lesson, pk))


def _ask(request: UserRequest, lesson: Lesson) -> HttpResponse:
    may_publish = request.user.has_perm("site.publish")
    form = LessonForm(request.POST or None, instance=lesson, may_publish=may_publish)
    is_new = lesson.pk is None
    if form.is_valid() and (sent := _save(request, form)) is not None:
        toast(request, _told(len(sent)))
        return redirect(lesson.initiative if is_new and not sent else lesson)
    context = {"form": form, "part": lesson, "initiative": lesson.initiative}
    return render(request, "initiatives/edit_lesson.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(request: UserRequest, form: LessonForm) -> list[Recipient] | None:
    """To whom it was sent now; None when somebody else saved in between."""
    saved = form.save_or_tell()
    if saved is None:
        return None
    sent = spreading.spread(saved, form.cleaned_data["units"], by=request.user)
    if sent:
        transaction.on_commit(tasks.send_lessons.enqueue)
    return sent


def _told(count: int) -> str:
    if not count:
        return _("The lesson is saved.")
    told = ngettext(
        "The lesson is saved and sent to %(count)s unit.", "The lesson is saved and sent to %(count)s units.", count
    )
    return told % {"count": count}


@may("initiatives.change")
def answer_lesson(request: UserRequest, pk: int) -> HttpResponse:
    """What became of the lesson at a unit."""
    recipient = get_object_or_404(_recipients(), pk=pk)
    if not request.user.has_perm("initiatives.change", recipient):
        raise PermissionDenied("initiatives.change")
    form = AnswerForm(request.POST or None, instance=recipient)
    if form.is_valid():
        spreading.answer(form.instance, by=request.user)
        toast(request, _("The answer is kept beside the lesson."))
        return redirect(recipient)
    context = {"form": form, "recipient": recipient, "lesson": recipient.lesson}
    context["initiative"] = recipient.lesson.initiative
    return render(request, "initiatives/answer_lesson.html", context, status=422 if form.errors else 200)
