"""A draft becomes what the board read: frozen for ever, then published or, until then, withdrawn."""

from django.db import transaction

from utblick.accounts.models import User
from utblick.followup.contents import checksum, plain
from utblick.followup.models import Frozen, Report, ReportSection
from utblick.journal import clock
from utblick.journal.models import Superseded


def shown(report: Report, sections: list[ReportSection] | None = None) -> str:
    """What stands for the content that a page shows: freezing asks for it back, so that nothing unseen is frozen."""
    return checksum(plain(report.content(sections)))


def freeze(report: Report, *, by: User, seen: str) -> None:
    """Freeze exactly the content that was seen. Raises Superseded where it has changed since, Frozen where it is frozen."""
    with transaction.atomic():
        current = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if current.is_frozen:
            raise Frozen.told()
        content = plain(current.content())
        if checksum(content) != seen:
            raise Superseded.told()
        report.revision = current.revision
        report.figures, report.checksum = content, seen
        report.status, report.frozen_at, report.frozen_by = Report.Status.FROZEN, clock.now(), by
        report.save()


def publish(report: Report) -> None:
    """Show a frozen report on the public page. Raises Frozen for a draft: only what cannot change is published."""
    if not report.is_frozen:
        raise Frozen("Only a frozen report is published.", code="draft")
    report.published, report.published_at = True, report.published_at or clock.now()
    report.save()


def unpublish(report: Report) -> None:
    """Take it from the public page again; the report itself stays as it is."""
    report.published = False
    report.save()
