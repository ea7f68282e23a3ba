"""Asking somebody to do something, and doing it."""

from datetime import date

from django.db import models, transaction

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.teamwork.models import Event, Notice, Task
from utblick.teamwork.telling import tell


@transaction.atomic
def ask(
    obj: models.Model,
    *,
    by: User,
    title: str,
    owner: User,
    due_on: date | None = None,
    awaits: str = "",
    address: str = "",
) -> Task:
    """`awaits`: what `come_to_pass` will be told of, where the task is done by something elsewhere; `address`: on which page."""
    task = Task(title=title, owner=owner, due_on=due_on, made_by=by, awaits=awaits, address=address)
    task.set_about(obj)
    task.full_clean(exclude=["municipality"])
    task.save()
    tell([owner], Event.TASK_GIVEN, by=by, about=task, task=task)
    return task


@transaction.atomic
def do(task: Task, *, by: User) -> None:
    """Raises Superseded where somebody else was quicker."""
    task.done_at, task.done_by = clock.now(), by
    task.save()
    tell([task.made_by], Event.TASK_DONE, by=by, about=task, task=task)


@transaction.atomic
def come_to_pass(awaited: str, *, by: User) -> None:
    """What was asked for has been done elsewhere: whoever was asked has it to do no more, and whoever asked is told."""
    for task in Task.objects.open().filter(awaits=awaited).select_related("made_by").select_for_update(of=("self",)):
        do(task, by=by)


@transaction.atomic
def undo(task: Task) -> None:
    """What was told of it and not read yet was not so."""
    task.done_at, task.done_by = None, None
    task.save()
    Notice.objects.filter(task=task, event=Event.TASK_DONE, read_at=None).delete()


@transaction.atomic
def change(task: Task, *, by: User, before: int) -> Task:
    """Save a changed task; a new owner (`before` is the former one's key) is told. Raises Superseded."""
    task.save()
    if task.owner_id != before:
        Notice.objects.filter(task=task, event=Event.TASK_GIVEN, read_at=None).delete()
        tell([task.owner], Event.TASK_GIVEN, by=by, about=task, task=task)
    return task


def may_change(task: Task, user: User) -> bool:
    """Who shall do it, who asked for it, and the coordinator."""
    return user.pk in (task.owner_id, task.made_by_id) or user.has_perm("teamwork.lead")
