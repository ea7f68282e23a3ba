"""The queue and the schedule, read for the operator's page. The one module that asks django-ox."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.db.models import Case, Count, Max, Min, Q, Value, When
from django.db.models.functions import Coalesce
from django.tasks import task_backends
from django.utils import timezone
from django_ox.models import OxScheduleTick, OxTask
from django_ox.schedules import Schedule, schedules_from_options

READY, RUNNING = OxTask.Status.READY, OxTask.Status.RUNNING
# Lost: the worker was gone for the last time the job might be tried; how it went is not known.
FAILED = (OxTask.Status.FAILED, OxTask.Status.LOST)
SHOWN = 100


class Counts(TypedDict):
    waiting: int  # could begin now
    later: int  # put off to a time: planned so, or to be tried again
    running: int
    failed: int
    done: int


def counts() -> Counts:
    """How many jobs there are of each kind, in one question."""
    due = Q(run_after=None) | Q(run_after__lte=timezone.now())
    return OxTask.objects.aggregate(  # type: ignore[return-value]
        waiting=Count("pk", filter=Q(status=READY) & due),
        later=Count("pk", filter=Q(status=READY) & ~due),
        running=Count("pk", filter=Q(status=RUNNING)),
        failed=Count("pk", filter=Q(status__in=FAILED)),
        done=Count("pk", filter=Q(status=OxTask.Status.SUCCESSFUL)),
    )


def oldest_waiting() -> datetime | None:
    """Since when the job that waits longest could have begun."""
    due = Q(run_after=None) | Q(run_after__lte=timezone.now())
    since = Coalesce("run_after", "enqueued_at")
    found: datetime | None = OxTask.objects.filter(due, status=READY).aggregate(first=Min(since))["first"]
    return found


def notable() -> tuple[list[OxTask], list[OxTask]]:
    """Those running now, and those that failed at least once and are given up or will be tried again; the latest first.

    Arguments and results stay unread: they may hold a municipality's data, which an operator has no right to see.
    """
    is_running, again = Q(status=RUNNING), Q(status=READY, attempts__gt=0)
    rows = list(
        OxTask.objects.defer("args", "kwargs", "return_value")
        .filter(is_running | again | Q(status__in=FAILED))
        .order_by(Case(When(is_running, then=Value(0)), default=Value(1)), "-last_attempted_at")[:SHOWN]
    )
    return [row for row in rows if row.status == RUNNING], [row for row in rows if row.status != RUNNING]


@dataclass(frozen=True)
class Planned:
    """One line of the schedule."""

    path: str
    cron: str
    last: datetime | None
    next: datetime | None


def schedule() -> list[Planned]:
    """What is due by the clock: the settings' SCHEDULES, with when each last was and next will be put in the queue."""
    options = task_backends["default"].options
    lasts = dict(
        OxScheduleTick.objects.exclude(task=None)
        .values("schedule_name")
        .annotate(last=Max("scheduled_for"))
        .values_list("schedule_name", "last")
    )
    return list(_planned(schedules_from_options(options, "default"), lasts))


def _planned(schedules: list[Schedule], lasts: dict[str, datetime]) -> Iterator[Planned]:
    # Cron counts in wall-clock time, without a zone.
    now = timezone.localtime().replace(tzinfo=None)
    for one in schedules:
        following = timezone.make_aware(one.cron.following(now)) if one.cron else None
        yield Planned(one.task.module_path, str(one.trigger), lasts.get(one.key), following)
