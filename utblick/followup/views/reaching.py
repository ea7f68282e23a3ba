"""Finding a report that may be read, or changed."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from utblick.followup.models import Report, ReportSection


def found(pk: int) -> Report:
    return get_object_or_404(Report.objects.current().select_related("frozen_by"), pk=pk)


def draft(pk: int) -> Report:
    """A report that can still be changed; a frozen one has no such page."""
    report = found(pk)
    if report.is_frozen:
        raise Http404
    return report


def section_of(report: Report, key: str) -> ReportSection:
    """What people have written in this part, or an empty one to write in. 404 where the report has no such part."""
    if key not in {part["key"] for part in report.figures.get("parts", [])}:
        raise Http404
    return ReportSection.objects.filter(report=report, key=key).first() or ReportSection(report=report, key=key)
