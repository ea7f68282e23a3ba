"""The inbox: what was found, what it meets best, and what was decided about it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from utblick.outreach.api.door import ERRORS, ERRORS_OF_ONE, Key
from utblick.outreach.api.paging import Asked, Page, page_of
from utblick.outreach.api.values import Id, OneOf
from utblick.watch.models import Decision, InboxItem, Item
from utblick.watch.rarity import percentile

router = Router(auth=Key("watch.view"), tags=["Inbox"])
Kind = Annotated[str, OneOf(Item.Kind)]


class DecisionTold(Schema):
    verdict: Annotated[str, OneOf(Decision.Verdict)]
    reason: str
    decided_at: datetime


class ItemTold(Schema):
    """`meets`: the goal, priority, unit or local actor that it fits best; `percentile`: how many of 100 of the latest items here
    meet that less well, null where they are too few to tell."""

    id: int
    item: int
    kind: Kind
    title: str
    language: str
    summary: str
    link: str
    programme: str
    opens_on: date | None
    deadline: datetime | None
    budget: Decimal | None
    grant_max: Decimal | None
    currency: str
    arrived_at: datetime
    meets: str | None
    percentile: float | None
    decision: DecisionTold | None
    url: str


def rows() -> QuerySet[InboxItem]:
    standing = Decision.objects.current().order_by("-pk")
    return (
        InboxItem.objects.select_related("item", "best__profile")
        .defer("item__body", "item__facts", "best__reasons", "best__profile__features")
        .prefetch_related(Prefetch("item__decisions", standing, to_attr="standing"))
    )


def told(request: HttpRequest, row: InboxItem) -> ItemTold:
    item, best = row.item, row.best
    standing: list[Decision] = item.standing  # type: ignore[attr-defined]
    return ItemTold(
        id=row.pk,
        item=item.pk,
        kind=item.kind,
        title=item.title,
        language=item.language,
        summary=item.summary,
        link=item.link,
        programme=item.programme,
        opens_on=item.opens_on,
        deadline=row.deadline,
        budget=item.budget,
        grant_max=item.grant_max,
        currency=item.currency,
        arrived_at=row.arrived_at,
        meets=best.profile.name if best else None,
        percentile=percentile(best.score, best.profile.background) if best else None,
        decision=_decided(standing[0]) if standing else None,
        url=request.build_absolute_uri(row.get_absolute_url()),
    )


def _decided(one: Decision) -> DecisionTold:
    return DecisionTold(verdict=one.verdict, reason=one.reason, decided_at=one.created_at)


@router.get("", response={200: Page[ItemTold], **ERRORS}, summary="Items in the inbox, decided or not")
def list_items(
    request: HttpRequest, paging: Asked, decided: bool | None = None, kind: Kind | None = None
) -> Page[ItemTold]:
    wanted = rows()
    if decided is not None:
        wanted = wanted.filter(decided=decided)
    if kind:
        wanted = wanted.filter(kind=kind)
    found, following = page_of(request, wanted, paging)
    return Page(items=[told(request, one) for one in found], next=following)


@router.get("/{pk}", response={200: ItemTold, **ERRORS_OF_ONE}, summary="One item of the inbox")
def item(request: HttpRequest, pk: Id) -> ItemTold:
    return told(request, get_object_or_404(rows(), pk=pk))
