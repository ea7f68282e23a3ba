"""Tasks are made of the duties that return, ahead of their days: each once, whoever makes them and however the clock goes."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.duties.models import Occurrence, Recurring
from utblick.initiatives.models import Meeting
from utblick.teamwork import doing
from utblick.teamwork.kinds import Event
from utblick.teamwork.models import Notice, Task
from utblick.teamwork.telling import tell
from utblick.tenancy import scope

LATE = timedelta(days=30)
"""What was missed while no job ran is still to be done; what is older is not brought up again."""
LONGEST = timedelta(weeks=26)
EARLIEST = date(2000, 1, 1)


def make_all(today: date) -> int:
    """How many tasks are new, in all municipalities."""
    count = 0
    for municipality in Municipality.objects.all():
        with scope.acting(municipality, sees_secrets=True):
            count += make(today)
    return count


def make(today: date) -> int:
    """The same for the municipality of the running work."""
    duties = {one.pk: one for one in Recurring.objects.current().select_related("owner", "unit__head", "made_by")}
    made = list(Occurrence.objects.select_related("task").order_by("pk"))
    if not duties and not made:
        return 0
    most = today + timedelta(days=max((one.ahead for one in duties.values()), default=0)) + LONGEST
    rows = Meeting.objects.current().filter(held_on__lte=most).order_by("held_on")
    meetings = list(rows.values_list("pk", "body", "held_on"))
    for one in made:
        if one.task and one.task.due_on and not one.task.done_at and not one.task.withdrawn_at:
            _follow(one, one.task, duties.get(one.recurring_id), today, meetings)
    known = {(one.recurring_id, one.occasion) for one in made}
    return sum(_make_one(duty, today, meetings, known) for duty in duties.values())


@transaction.atomic
def _follow(
    made: Occurrence, task: Task, duty: Recurring | None, today: date, meetings: list[tuple[int, int, date]]
) -> None:
    """What is still to be done moves with its day, and goes with it: with a meeting that is not held, or a duty that has ended.

    Where somebody has put the task off, or brought it forward, it stays on the day that it was given.
    """
    days = dict(duty.days(EARLIEST, date(today.year + 2, 12, 31), meetings)) if duty else {}
    on, before = days.get(made.occasion), made.day or task.due_on
    if on and on in (made.day, task.due_on):
        _note(made, on)
        return
    if on and on >= today - LATE:
        if task.due_on == before:
            task.due_on = on
            task.save()
        _note(made, on)
        return
    task.withdraw()
    Notice.objects.filter(task=task, read_at=None).delete()
    # So that it is made anew if the day comes back.
    made.delete()


def _note(made: Occurrence, on: date) -> None:
    if made.day != on:
        made.day = on
        made.save(update_fields=["day"])


@transaction.atomic
def hand_over(before: Recurring, duty: Recurring, *, by: User) -> None:
    """What is still to be done takes the new name and the new person, where nobody has given it others meanwhile."""
    old, new = _owner(before), _owner(duty)
    rows = Occurrence.objects.filter(recurring=duty, task__done_at=None, task__withdrawn_at=None)
    for task in [one.task for one in rows.select_related("task") if one.task]:
        held, called = task.owner_id, task.title
        task.title = duty.title if called == before.title else called
        if old and new and held == old.pk:
            task.owner = new
        if (task.owner_id, task.title) != (held, called):
            doing.change(task, by=by, before=held)


def _make_one(duty: Recurring, today: date, meetings: list[tuple[int, int, date]], known: set[tuple[int, str]]) -> int:
    # Not for days before it was thought of.
    first = max(today - LATE, timezone.localdate(duty.created_at))
    days = duty.days(first, today + timedelta(days=duty.ahead), meetings)
    return sum(_begin(duty, occasion, on) for occasion, on in days if (duty.pk, occasion) not in known)


@transaction.atomic
def _begin(duty: Recurring, occasion: str, on: date) -> int:
    """0 where another worker was first: it waits here, at the constraint, until that one is done."""
    row, is_new = Occurrence.objects.get_or_create(recurring=duty, occasion=occasion)
    owner = _owner(duty) if is_new else None
    if owner is None:
        if is_new:
            row.delete()
        return 0
    row.task, row.day = _task(duty, owner, on), on
    row.save()
    return 1


def _task(duty: Recurring, owner: User, on: date) -> Task:
    task = Task(title=duty.title, owner=owner, due_on=on, made_by=duty.made_by)
    task.set_about(duty)
    task.save()
    tell([owner], Event.DUTY, by=None, about=task, task=task, day=on)
    return task


def _owner(duty: Recurring) -> User | None:
    """Who does it: the person named, the head of the unit, the coordinator; the first who is still here."""
    here = Membership.objects.current().filter(user__is_active=True)
    named = [one for one in (duty.owner, duty.unit.head if duty.unit else None) if one]
    for user in named:
        if here.filter(user=user).exists():
            return user
    first = here.filter(role=Role.COORDINATOR).select_related("user").order_by("pk").first()
    return first.user if first else None
