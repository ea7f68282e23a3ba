"""The frozen follow-up reports; what they say is read on their pages and in their documents."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from utblick.followup.models import Report
from utblick.outreach.api.door import ERRORS, ERRORS_OF_ONE, Key
from utblick.outreach.api.paging import Asked, Page, page_of
from utblick.outreach.api.values import Id

router = Router(auth=Key("followup.view"), tags=["Reports"])


class ReportTold(Schema):
    id: int
    title: str
    language: str
    starts_on: date
    ends_on: date
    case_number: str
    frozen_at: datetime
    checksum: str
    published: bool
    url: str


def rows() -> QuerySet[Report]:
    return Report.objects.frozen().in_list()


def told(request: HttpRequest, one: Report) -> ReportTold:
    assert one.frozen_at  # the constraint report_frozen_with_checksum
    return ReportTold(
        id=one.pk,
        title=one.title,
        language=one.language,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        case_number=one.case_number,
        frozen_at=one.frozen_at,
        checksum=one.checksum,
        published=one.published,
        url=request.build_absolute_uri(one.get_absolute_url()),
    )


@router.get("", response={200: Page[ReportTold], **ERRORS}, summary="Frozen reports")
def list_reports(request: HttpRequest, paging: Asked) -> Page[ReportTold]:
    found, following = page_of(request, rows(), paging)
    return Page(items=[told(request, one) for one in found], next=following)


@router.get("/{pk}", response={200: ReportTold, **ERRORS_OF_ONE}, summary="One report")
def report(request: HttpRequest, pk: Id) -> ReportTold:
    return told(request, get_object_or_404(rows(), pk=pk))
