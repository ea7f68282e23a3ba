"""Asking somebody to do something; done and not done after all."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.teamwork import doing, finding
from utblick.teamwork.forms import TaskForm
from utblick.teamwork.models import Task
from utblick.teamwork.people import taking_part
from utblick.teamwork.views.about import show
from utblick.ui.toasts import toast


@may("teamwork.take_part")
def add_task(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    obj = finding.found(kind, pk, request.user)
    if request.method != "POST":
        return redirect("teamwork:about", kind, pk)
    form = TaskForm(request.POST, people=taking_part(obj))
    if form.is_valid():
        answers = {name: form.cleaned_data[name] for name in ("title", "owner", "due_on")}
        made = doing.ask(obj, by=request.user, **answers)
        toast(request, _("%(who)s has it to do.") % {"who": made.owner}, _address("withdraw_task", made))
        return redirect("teamwork:about", kind, pk)
    return show(request, obj, task=form)


@may("teamwork.take_part")
def edit_task(request: UserRequest, pk: int) -> HttpResponse:
    task = own(request, pk)
    obj, before = finding.found(*task.key, request.user), task.owner_id
    form = TaskForm(request.POST or None, instance=task, people=taking_part(obj))
    if form.is_valid():
        doing.change(task, by=request.user, before=before)
        toast(request, _("“%(title)s” is saved.") % {"title": task})
        return redirect("teamwork:about", *task.key)
    context = {"form": form, "task": task, "object": obj}
    return render(request, "teamwork/task.html", context, status=422 if form.errors else 200)


@may("teamwork.take_part")
@require_POST
def do(request: UserRequest, pk: int) -> HttpResponse:
    task = own(request, pk)
    if task.done_at is None:
        doing.do(task, by=request.user)
    toast(request, _("“%(title)s” is done.") % {"title": task}, _address("undo", task))
    return _back(request, task)


@may("teamwork.take_part")
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    task = own(request, pk)
    if task.done_at:
        doing.undo(task)
    toast(request, _("“%(title)s” is still to be done.") % {"title": task})
    return _back(request, task)


@may("teamwork.take_part")
@require_POST
def withdraw_task(request: UserRequest, pk: int) -> HttpResponse:
    task = own(request, pk)
    task.withdraw()
    toast(request, _("“%(title)s” is withdrawn.") % {"title": task}, _address("restore_task", task))
    return redirect("teamwork:about", *task.key)


@may("teamwork.take_part")
@require_POST
def restore_task(request: UserRequest, pk: int) -> HttpResponse:
    task = own(request, pk, withdrawn=True)
    task.restore()
    toast(request, _("“%(title)s” is back.") % {"title": task})
    return redirect("teamwork:about", *task.key)


def own(request: UserRequest, pk: int, *, withdrawn: bool = False) -> Task:
    """404 where there is none for this reader; 403 where it is somebody else's."""
    rows = Task.objects.select_related("owner", "made_by")
    task: Task = get_object_or_404(rows, pk=pk, withdrawn_at__isnull=not withdrawn)
    finding.found(*task.key, request.user)
    if not doing.may_change(task, request.user):
        raise PermissionDenied("teamwork.change")
    return task


def _back(request: UserRequest, task: Task) -> HttpResponse:
    """To the list that the button stood in, else to the object."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect("teamwork:about", *task.key)


def _address(name: str, task: Task) -> str:
    return reverse(f"teamwork:{name}", args=[task.pk])
