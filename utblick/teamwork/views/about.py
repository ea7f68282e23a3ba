"""What is said and asked about an object: a page of its own, and within the object's page."""

from typing import Any

from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from utblick.accounts.roles import UserRequest, may
from utblick.journal.telling import kind_in_words
from utblick.teamwork import doing, finding, talking, telling
from utblick.teamwork.forms import CommentForm, TaskForm
from utblick.teamwork.models import Comment, Task
from utblick.teamwork.people import taking_part

LATEST = 50


@may("teamwork.view")
def about(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    return show(request, finding.found(kind, pk, request.user))


def show(
    request: UserRequest, obj: models.Model, *, comment: CommentForm | None = None, task: TaskForm | None = None
) -> HttpResponse:
    """The page, under htmx its middle alone; with the forms as they were filled in."""
    kind, pk = obj._meta.label_lower, obj.pk
    if not request.htmx:
        telling.read(request.user, kind=kind, pk=pk)
    context = {"object": obj, "kind": kind, "kind_in_words": kind_in_words(kind), **_rows(request, kind, pk)}
    if request.user.has_perm("teamwork.take_part"):
        people = list(taking_part(obj))
        context["comment_form"] = comment or CommentForm(people=people)
        context["task_form"] = task or TaskForm(people=people, initial={"owner": request.user.pk})
    wrong = any(form is not None and form.errors for form in (comment, task))
    page = "teamwork/about.html#together" if request.htmx else "teamwork/about.html"
    response = render(request, page, context, status=422 if wrong else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _rows(request: UserRequest, kind: str, pk: int) -> dict[str, Any]:
    here: dict[str, Any] = {"about_kind": kind, "about_id": pk}
    latest = Comment.objects.current().filter(**here).select_related("author").order_by("-pk")
    tasks = list(Task.objects.current().filter(**here).select_related("owner").soonest_first())
    comments = list(latest.prefetch_related("file")[: LATEST + 1])
    return {
        "comments": [(one, talking.may_take_back(one, request.user)) for one in reversed(comments[:LATEST])],
        "is_cut": len(comments) > LATEST,
        "tasks": [(one, doing.may_change(one, request.user)) for one in tasks if one.done_at is None],
        "done": [(one, doing.may_change(one, request.user)) for one in tasks if one.done_at],
        "today": timezone.localdate(),
    }
