"""What the database tells of the whole installation, asked anew at each look."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Q
from django.utils import timezone
from prometheus_client import Metric
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

from utblick.files import scanning
from utblick.journal.models import TrailCheck
from utblick.operate import jobs
from utblick.operate.models import SILENT_AFTER, BackupRun, WorkerSeen
from utblick.operate.probes import unapplied
from utblick.operate.version import version
from utblick.tenancy import scope
from utblick.watch.models import Outage, Source

# So long after its time a source was to be asked: the watch does not get round.
LATE = timedelta(hours=1)
QUIET = timedelta(weeks=4)
LASTING = timedelta(days=1)


SOURCES = "Sources in use: well or failing; of these an hour late to be asked, or well and for four weeks without news."


class Standing(Collector):
    """A few small questions, none of which names a municipality, a source or a person."""

    def collect(self) -> Iterator[Metric]:
        """Without the database the one number that says so."""
        try:
            with scope.everywhere():
                found = list(_found(timezone.now()))
        except DatabaseError:
            found = []
        yield _told("utblick_database_up", "Whether the database answers.", {"": bool(found)})
        yield from found


def _found(now: datetime) -> Iterator[Metric]:
    us = GaugeMetricFamily("utblick_info", "The version that answers.", labels=["version", "database"])
    us.add_metric([version(), connection.vendor], 1)
    yield us
    yield _told("utblick_migrations_waiting", "Migrations of this version not yet applied.", {"": len(unapplied())})
    for look in (_jobs, _workers, _sources, _backups, _trail, _scanner):
        yield from look(now)


def _jobs(now: datetime) -> Iterator[Metric]:
    kinds: Mapping[str, int] = jobs.counts()  # type: ignore[assignment]
    yield _told("utblick_jobs", "Jobs of the background work, by state.", kinds, "state")
    age = (now - (jobs.oldest_waiting() or now)).total_seconds()
    yield _told("utblick_job_oldest_waiting_seconds", "How long the job that waits longest has been due.", {"": age})


def _workers(now: datetime) -> Iterator[Metric]:
    alive = Q(seen_at__gte=now - SILENT_AFTER)
    found = WorkerSeen.objects.aggregate(alive=Count("pk", filter=alive), silent=Count("pk", filter=~alive))
    yield _told("utblick_workers", "Workers whose loop turns, and those gone silent.", found, "state")


def _sources(now: datetime) -> Iterator[Metric]:
    in_use = Source.objects.in_use().exclude(connector=Source.Kind.BY_HAND)
    found = in_use.aggregate(
        well=Count("pk", filter=Q(error="")),
        failing=Count("pk", filter=~Q(error="")),
        late=Count("pk", filter=Q(next_at__lt=now - LATE)),
        quiet=Count("pk", filter=Q(error="", news_at__lt=now - QUIET)),
        asked=Max("asked_at"),
    )
    asked = found.pop("asked")
    yield _told("utblick_sources", SOURCES, found, "state")
    yield _moment("utblick_last_harvest", "When a source was last asked.", {"": asked})
    lasting = Outage.objects.filter(ended_at=None, source__in=in_use, began_at__lt=now - LASTING).count()
    yield _told("utblick_sources_failing_for_a_day", "Sources that have failed for more than a day.", {"": lasting})


def _backups(now: datetime) -> Iterator[Metric]:
    rows = BackupRun.objects.order_by().values("kind")
    rows = rows.annotate(good=Max("at", filter=Q(fault="")), bad=Max("at", filter=~Q(fault="")))
    good, bad = ({row["kind"]: row[at] for row in rows} for at in ("good", "bad"))
    yield _moment("utblick_last_backup", "When a backup last succeeded, or was last restored on trial.", good, "kind")
    yield _moment("utblick_last_backup_failure", "When either last failed.", bad, "kind")


def _scanner(now: datetime) -> Iterator[Metric]:
    if settings.CLAMD:
        answers = scanning.is_there()
        yield _told("utblick_virus_scanner_up", "Whether the virus scanner answers.", {"": answers})


def _trail(now: datetime) -> Iterator[Metric]:
    last = TrailCheck.objects.first()
    yield _moment(
        "utblick_last_trail_check", "When the audit trail was last looked through.", {"": last.at if last else None}
    )
    found = {"": last.faults} if last else {}
    yield _told("utblick_trail_faults", "Entries changed, removed or made from outside, as it was then.", found)


def _told(name: str, words: str, values: Mapping[str, float], label: str = "") -> Metric:
    """Numbers by their label; a number alone stands under no name."""
    family = GaugeMetricFamily(name, words, labels=[label] if label else [])
    for key, value in values.items():
        family.add_metric([key] if label else [], value)
    return family


def _moment(name: str, words: str, moments: Mapping[str, datetime | None], label: str = "") -> Metric:
    """In seconds since 1970; left out where it never was."""
    known = {key: moment.timestamp() for key, moment in moments.items() if moment}
    return _told(f"{name}_timestamp_seconds", words, known, label)
