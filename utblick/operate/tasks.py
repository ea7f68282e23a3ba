"""The operator's own jobs. Each may be repeated without harm."""

import logging
from datetime import timedelta
from io import StringIO

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.management import call_command
from django.tasks import task
from django.utils import timezone

from utblick.accounts import kept_secrets, visiting
from utblick.journal.sendings import Sending
from utblick.operate import stamping
from utblick.operate.backup import drilling
from utblick.operate.models import BackupRun, WorkerSeen
from utblick.tenancy import scope

logger = logging.getLogger("utblick.operate")

# What is finished is kept a month, what failed three: long enough to look into, short enough to hold no personal data for ever.
KEEP_DONE = "30d"
KEEP_FAILED = "90d"


@task
def tidy() -> None:
    """Throw away old jobs, dead workers, expired sessions and the marks of forms sent long ago; end what is over.

    Secrets that are kept come under the signing key in use.
    """
    call_command("ox_prune", older_than=KEEP_DONE, stdout=StringIO())
    call_command("ox_prune", older_than=KEEP_FAILED, include_failed=True, stdout=StringIO())
    call_command("clearsessions")
    _forget_log_ins()
    WorkerSeen.objects.forgotten().delete()
    BackupRun.objects.forgotten().delete()
    with scope.everywhere():
        Sending.objects.forgotten().delete()
        visiting.end_forgotten()
    kept_secrets.encrypt_anew()


def _forget_log_ins() -> None:
    """From where and with which browser people logged in, once that log-in has ended."""
    ended = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    for one in UserSession.objects.filter(last_seen_at__lt=ended).iterator():
        one.purge()


@task
def back_up() -> None:
    """Where the operator has said where to."""
    if settings.BACKUPS:
        _tell(drilling.back_up(settings.BACKUPS, settings.BACKUP_KEYS, keep=settings.BACKUPS_KEPT))


@task
def drill() -> None:
    """Where the operator lets this host have the secret key."""
    if settings.BACKUPS and settings.BACKUP_IDENTITY:
        _tell(drilling.drill(settings.BACKUPS, settings.BACKUP_IDENTITY))


@task
def stamp_anchors() -> None:
    """Where the operator has named a service."""
    if settings.TIMESTAMP_URL and settings.TIMESTAMP_CA:
        stamping.stamp_anchors(settings.TIMESTAMP_CA)


def _tell(run: BackupRun) -> None:
    if run.fault:
        logger.error("%s failed: %s", run.kind, run.reason_in_english)
