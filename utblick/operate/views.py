import logging
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_ox import actions
from django_ox.models import OxTask

from utblick import lexicon
from utblick.accounts.roles import UserRequest, may
from utblick.files import scanning
from utblick.journal.models import TrailCheck
from utblick.operate import jobs, words
from utblick.operate.models import BackupRun, WorkerSeen
from utblick.operate.version import version
from utblick.watch import meanings

logger = logging.getLogger("utblick.operate")

CHECKS = RUNS = 60


@require_safe
@may("operate.view")
def overview(request: UserRequest) -> HttpResponse:
    """How the installation fares: the queue, what failed, the schedule, the workers."""
    running, troubled = jobs.notable()
    context = {
        "counts": jobs.counts(),
        "running": [{"name": words.name(job.task_path), "job": job} for job in running],
        "troubled": [_told(job) for job in troubled],
        "schedule": [{"name": words.name(line.path), "line": line} for line in jobs.schedule()],
        "workers": list(WorkerSeen.objects.all()),
        "may_change": request.user.has_perm("operate.change"),
        "version": version(),
        "database": database(),
        "demo_mode": settings.DEMO,
        "mode": lexicon.engine().mode,
        "scanner": scanning.is_there() if settings.CLAMD else None,
        "unread": meanings.unread().count() if lexicon.engine().sentences else 0,
    }
    return render(request, "operate/overview.html", context)


@require_safe
@may("operate.view")
def trail(request: UserRequest) -> HttpResponse:
    """What the nightly checks of the audit trail have found."""
    return render(
        request, "operate/trail.html", {"checks": TrailCheck.objects.all()[:CHECKS], "anchors": settings.ANCHORS}
    )


@require_safe
@may("operate.view")
def backups(request: UserRequest) -> HttpResponse:
    """The backups that were made, and what came of restoring them on trial."""
    context = {
        "runs": BackupRun.objects.all()[:RUNS],
        "folder": settings.BACKUPS,
        "drills": settings.BACKUP_IDENTITY,
    }
    return render(request, "operate/backups.html", context)


@require_POST
@may("operate.change")
def retry(request: UserRequest, pk: UUID) -> HttpResponse:
    """Let a failed job be tried once more, at once."""
    if actions.retry(pk):
        logger.info("Job %s is tried again at the word of user %s", pk, request.user.pk)
        messages.success(request, _("The job is in the queue again."))
    else:
        messages.info(request, _("That job is no longer among the failed ones."))
    return redirect("operate:overview")


@require_POST
@may("operate.change")
def discard(request: UserRequest, pk: UUID) -> HttpResponse:
    """Close a job that will not be tried again."""
    if actions.discard(pk):
        logger.info("Job %s is put aside at the word of user %s", pk, request.user.pk)
        messages.success(request, _("The job is put aside."))
    else:
        messages.info(request, _("That job is no longer among the failed ones."))
    return redirect("operate:overview")


def database() -> str:
    """Kind and version, as "PostgreSQL 15.14"."""
    return f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"


def _told(job: OxTask) -> dict[str, object]:
    again = job.status == jobs.READY
    reason, place = words.reason(job.errors), words.place(job.errors)
    return {"job": job, "name": words.name(job.task_path), "reason": reason, "place": place, "again": again}
