"""Tasks are made of the duties that return, ahead of their days: each once, whoever makes them and however the clock goes."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.duties.models import Occurrence, Recurring
from utblick.initiatives.models import Meeting
from utblick.teamwork.kinds import Event
from utblick.teamwork.models import Task
from utblick.teamwork.telling import tell
from utblick.tenancy import scope

LATE = timedelta(days=30)
"""What was missed while no job ran is still to be done; what is older is not brought up again."""
LONGEST = timedelta(weeks=26)


def make_all(today: date) -> int:
    """How many tasks are new, in all municipalities."""
    count = 0
    for municipality in Municipality.objects.all():
        with scope.acting(municipality, sees_secrets=True):
            count += make(today)
    return count


def make(today: date) -> int:
    """The same for the municipality of the running work."""
    duties = list(Recurring.objects.current().select_related("owner", "unit__head", "made_by"))
    if not duties:
        return 0
    most = today + max(timedelta(days=one.ahead) for one in duties) + LONGEST
    rows = Meeting.objects.current().filter(held_on__range=(today - LATE, most)).order_by("held_on")
    meetings = list(rows.values_list("pk", "body", "held_on"))
    made = dict(_made(duties))
    return sum(_make_one(duty, today, meetings, made) for duty in duties)


def _made(duties: list[Recurring]) -> list[tuple[tuple[int, str], Occurrence]]:
    rows = Occurrence.objects.filter(recurring__in=[one.pk for one in duties]).select_related("task")
    return [((one.recurring_id, one.occasion), one) for one in rows]


def _make_one(
    duty: Recurring, today: date, meetings: list[tuple[int, int, date]], made: dict[tuple[int, str], Occurrence]
) -> int:
    # Not for days before it was thought of.
    first = max(today - LATE, timezone.localdate(duty.created_at))
    count = 0
    for occasion, on in duty.days(first, today + timedelta(days=duty.ahead), meetings):
        known = made.get((duty.pk, occasion))
        if known is None:
            count += _begin(duty, occasion, on)
        elif known.task and known.task.due_on != on and not known.task.done_at and not known.task.withdrawn_at:
            known.task.due_on = on
            known.task.save()
    return count


@transaction.atomic
def _begin(duty: Recurring, occasion: str, on: date) -> int:
    """0 where another worker was first: it waits here, at the constraint, until that one is done."""
    row, is_new = Occurrence.objects.get_or_create(recurring=duty, occasion=occasion)
    owner = _owner(duty) if is_new else None
    if owner is None:
        if is_new:
            row.delete()
        return 0
    row.task = _task(duty, owner, on)
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
