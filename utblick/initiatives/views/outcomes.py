"""Noting results and lessons."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.forms import LessonForm, ResultForm
from utblick.initiatives.models import Lesson, Result
from utblick.initiatives.views.reaching import own, own_part
from utblick.ui.toasts import toast


@may("initiatives.change")
def add_result(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_result(request, Result(initiative=own(request, pk), noted_on=timezone.localdate()))


@may("initiatives.change")
def edit_result(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_result(request, own_part(request, Result, pk))


def _ask_result(request: UserRequest, result: Result) -> HttpResponse:
    may_publish = request.user.has_perm("site.publish")
    form = ResultForm(request.POST or None, instance=result, may_publish=may_publish)
    return _answer(request, form, result, "initiatives/result.html", _("The result is saved."))


@may("initiatives.change")
def add_lesson(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_lesson(request, Lesson(initiative=own(request, pk), learnt_on=timezone.localdate()))


@may("initiatives.change")
def edit_lesson(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_lesson(request, own_part(request, Lesson, pk))


def _ask_lesson(request: UserRequest, lesson: Lesson) -> HttpResponse:
    form = LessonForm(request.POST or None, instance=lesson)
    return _answer(request, form, lesson, "initiatives/lesson.html", _("The lesson is saved."))


def _answer(
    request: UserRequest, form: ResultForm | LessonForm, part: Result | Lesson, page: str, told: str
) -> HttpResponse:
    if form.is_valid() and form.save_or_tell():
        toast(request, told)
        return redirect(part)
    context = {"form": form, "part": part, "initiative": part.initiative}
    return render(request, page, context, status=422 if form.errors else 200)
