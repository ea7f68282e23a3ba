"""Initiatives with what they serve, who is in them and what their steps come to; and their results."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from utblick.initiatives.models import Contribution, Initiative, Participation, Result, Step
from utblick.initiatives.sums import Sums, sums_by
from utblick.outreach.api.door import ERRORS, ERRORS_OF_ONE, Key
from utblick.outreach.api.paging import Asked, Page, page_of
from utblick.outreach.api.values import Day, Id, OneOf, WantedId

router = Router(auth=Key("initiatives.view"), tags=["Initiatives"])
results_router = Router(auth=Key("initiatives.view"), tags=["Results"])
Status = Annotated[str, OneOf(Initiative.Status)]


class PeopleTold(Schema):
    """How many took part; null: not counted."""

    women: int | None
    men: int | None
    girls: int | None
    boys: int | None
    not_stated: int | None


class MoneyTold(Schema):
    """Kronor, as exact decimals. `own` is what the municipality puts in of `cost`."""

    planned_cost: Decimal | None
    planned_own: Decimal | None
    cost: Decimal | None
    own: Decimal | None


class PartnerIn(Schema):
    id: int
    name: str
    role: Annotated[str, OneOf(Participation.Role)]


class InitiativeTold(Schema):
    id: int
    title: str
    summary: str
    status: Status
    form: str | None
    unit: str | None
    starts_on: date | None
    ends_on: date | None
    funding_programme: str
    case_number: str
    published: bool
    goals: list[int]
    partners: list[PartnerIn]
    money: MoneyTold
    participants_planned: PeopleTold
    participants: PeopleTold
    kg_co2e: Decimal | None
    url: str


class ResultTold(Schema):
    id: int
    initiative: int
    goal: int | None
    noted_on: date
    text: str
    value: Decimal | None
    unit_of_value: str
    published: bool
    url: str


def rows() -> QuerySet[Initiative]:
    partners = Participation.objects.current().select_related("organisation").order_by("pk")
    return (
        Initiative.objects.current()
        .select_related("form", "unit")
        .prefetch_related(Prefetch("contributions", Contribution.objects.current().order_by("pk"), to_attr="served"))
        .prefetch_related(Prefetch("participations", partners, to_attr="taking_part"))
    )


def told(request: HttpRequest, found: list[Initiative]) -> list[InitiativeTold]:
    steps = Step.objects.current().filter(initiative__in=[one.pk for one in found])
    sums = sums_by(steps, "initiative_id")
    return [_told(request, one, sums.get(one.pk, Sums())) for one in found]


def _told(request: HttpRequest, one: Initiative, sums: Sums) -> InitiativeTold:
    served: list[Contribution] = one.served  # type: ignore[attr-defined]
    taking_part: list[Participation] = one.taking_part  # type: ignore[attr-defined]
    return InitiativeTold(
        id=one.pk,
        title=one.title,
        summary=one.summary,
        status=one.status,
        form=one.form.name if one.form else None,
        unit=one.unit.name if one.unit else None,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        funding_programme=one.funding_programme,
        case_number=one.case_number,
        published=one.published,
        goals=[contribution.goal_id for contribution in served],
        partners=[_partner(one) for one in taking_part],
        money=MoneyTold.from_orm(sums.money),
        participants_planned=PeopleTold.from_orm(sums.planned),
        participants=PeopleTold.from_orm(sums.people),
        kg_co2e=sums.kg_co2e,
        url=request.build_absolute_uri(one.get_absolute_url()),
    )


def _partner(one: Participation) -> PartnerIn:
    return PartnerIn(id=one.organisation_id, name=one.organisation.name, role=one.role)


def results() -> QuerySet[Result]:
    return Result.objects.standing()


def result_told(request: HttpRequest, one: Result) -> ResultTold:
    return ResultTold(
        id=one.pk,
        initiative=one.initiative_id,
        goal=one.goal_id,
        noted_on=one.noted_on,
        text=one.text,
        value=one.value,
        unit_of_value=one.unit_of_value,
        published=one.published,
        url=request.build_absolute_uri(f"{one.get_absolute_url()}#results"),
    )


@router.get("", response={200: Page[InitiativeTold], **ERRORS}, summary="Initiatives")
def list_initiatives(
    request: HttpRequest, paging: Asked, status: Status | None = None, goal: WantedId = None
) -> Page[InitiativeTold]:
    wanted = rows()
    if status:
        wanted = wanted.filter(status=status)
    if goal is not None:
        wanted = wanted.filter(pk__in=Contribution.objects.current().filter(goal=goal).values("initiative"))
    found, following = page_of(request, wanted, paging)
    return Page(items=told(request, found), next=following)


@router.get("/{pk}", response={200: InitiativeTold, **ERRORS_OF_ONE}, summary="One initiative")
def initiative(request: HttpRequest, pk: Id) -> InitiativeTold:
    return told(request, [get_object_or_404(rows(), pk=pk)])[0]


@results_router.get("", response={200: Page[ResultTold], **ERRORS}, summary="Results")
def list_results(
    request: HttpRequest, paging: Asked, initiative: WantedId = None, since: Day | None = None
) -> Page[ResultTold]:
    wanted = results()
    if initiative is not None:
        wanted = wanted.filter(initiative=initiative)
    if since:
        wanted = wanted.filter(noted_on__gte=since)
    found, following = page_of(request, wanted, paging)
    return Page(items=[result_told(request, one) for one in found], next=following)


@results_router.get("/{pk}", response={200: ResultTold, **ERRORS_OF_ONE}, summary="One result")
def result(request: HttpRequest, pk: Id) -> ResultTold:
    return result_told(request, get_object_or_404(results(), pk=pk))
