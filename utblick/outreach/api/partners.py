"""Partners, without the persons there, and what has been agreed with them."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from utblick.outreach.api.door import ERRORS, ERRORS_OF_ONE, Key
from utblick.outreach.api.paging import Asked, Page, page_of
from utblick.outreach.api.values import Id, OneOf
from utblick.partners.models import Agreement, Aim, Organisation, Party

router = Router(auth=Key("partners.view"), tags=["Partners"])
agreements_router = Router(auth=Key("partners.view"), tags=["Agreements"])
Kind = Annotated[str, OneOf(Organisation.Kind)]


class PartnerTold(Schema):
    id: int
    name: str
    kind: Kind
    country: str
    region: str
    place: str
    latitude: float | None
    longitude: float | None
    languages: list[str]
    website: str
    description: str
    published: bool
    url: str


class AgreementTold(Schema):
    """Money in whole kronor a year. `runs_until` is the end of the period that runs now; null: until further notice."""

    id: int
    title: str
    kind: Annotated[str, OneOf(Agreement.Kind)]
    state: Annotated[str, OneOf(Agreement.State)]
    purpose: str
    partners: list[int]
    goals: list[int]
    signed_on: date | None
    runs_until: date | None
    notice_on: date | None
    review_on: date | None
    ended_on: date | None
    yearly_fee: Decimal | None
    yearly_budget: Decimal | None
    decided_by: str
    decided_on: date | None
    section: str
    case_number: str
    url: str


def rows() -> QuerySet[Organisation]:
    return Organisation.objects.current()


def told(request: HttpRequest, one: Organisation) -> PartnerTold:
    return PartnerTold(
        id=one.pk,
        name=one.name,
        kind=one.kind,
        country=one.country,
        region=one.region,
        place=one.place,
        latitude=one.latitude,
        longitude=one.longitude,
        languages=one.languages.split(),
        website=one.website,
        description=one.description,
        published=one.published,
        url=request.build_absolute_uri(one.get_absolute_url()),
    )


def agreements() -> QuerySet[Agreement]:
    further = Prefetch("parties", Party.objects.current().order_by("pk"), to_attr="further")
    served = Prefetch("aims", Aim.objects.current().order_by("pk"), to_attr="served")
    return Agreement.objects.current().prefetch_related(further).prefetch_related(served)


def agreement_told(request: HttpRequest, one: Agreement) -> AgreementTold:
    further: list[Party] = one.further  # type: ignore[attr-defined]
    served: list[Aim] = one.served  # type: ignore[attr-defined]
    return AgreementTold(
        id=one.pk,
        title=one.title,
        kind=one.kind,
        state=one.state,
        purpose=one.purpose,
        partners=[one.organisation_id, *(party.organisation_id for party in further)],
        goals=[aim.goal_id for aim in served],
        signed_on=one.signed_on,
        runs_until=one.runs_until,
        notice_on=one.notice_on,
        review_on=one.review_on,
        ended_on=one.ended_on,
        yearly_fee=one.yearly_fee,
        yearly_budget=one.yearly_budget,
        decided_by=one.decided_by,
        decided_on=one.decided_on,
        section=one.section,
        case_number=one.case_number,
        url=request.build_absolute_uri(one.get_absolute_url()),
    )


@router.get("", response={200: Page[PartnerTold], **ERRORS}, summary="Partners")
def list_partners(
    request: HttpRequest, paging: Asked, kind: Kind | None = None, country: str = ""
) -> Page[PartnerTold]:
    wanted = rows()
    if kind:
        wanted = wanted.filter(kind=kind)
    if country:
        wanted = wanted.filter(country=country.upper())
    found, following = page_of(request, wanted, paging)
    return Page(items=[told(request, one) for one in found], next=following)


@router.get("/{pk}", response={200: PartnerTold, **ERRORS_OF_ONE}, summary="One partner")
def partner(request: HttpRequest, pk: Id) -> PartnerTold:
    return told(request, get_object_or_404(rows(), pk=pk))


@agreements_router.get("", response={200: Page[AgreementTold], **ERRORS}, summary="Agreements")
def list_agreements(request: HttpRequest, paging: Asked) -> Page[AgreementTold]:
    found, following = page_of(request, agreements(), paging)
    return Page(items=[agreement_told(request, one) for one in found], next=following)


@agreements_router.get("/{pk}", response={200: AgreementTold, **ERRORS_OF_ONE}, summary="One agreement")
def agreement(request: HttpRequest, pk: Id) -> AgreementTold:
    return agreement_told(request, get_object_or_404(agreements(), pk=pk))
