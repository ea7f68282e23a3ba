"""Finding a report that may be read, or changed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from utblick.accounts.roles import UserRequest
from utblick.followup.models import Frozen, Report, ReportSection
from utblick.ui.too_late import told_too_late


def found(pk: int) -> Report:
    return get_object_or_404(Report.objects.current().select_related("frozen_by"), pk=pk)


def of_draft[**P](
    view: Callable[Concatenate[UserRequest, Report, P], HttpResponse],
) -> Callable[Concatenate[UserRequest, int, P], HttpResponse]:
    """Give the view the report while it can be changed; who comes after the freeze is told so, and keeps the words."""

    @wraps(view)
    def reached(request: UserRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        report = found(pk)
        if report.is_frozen:
            return told_too_late(request, str(Frozen.told().message), report)
        return view(request, report, *args, **kwargs)

    return cast("Callable[Concatenate[UserRequest, int, P], HttpResponse]", reached)


def section_of(report: Report, key: str) -> ReportSection:
    """What people have written in this part, or an empty one to write in. 404 where the report has no such part."""
    if key not in {part["key"] for part in report.figures.get("parts", [])}:
        raise Http404
    return ReportSection.objects.filter(report=report, key=key).first() or ReportSection(report=report, key=key)
