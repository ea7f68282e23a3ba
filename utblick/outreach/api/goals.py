"""The goals in force, as the governing document says them."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from utblick.goals.models import Goal
from utblick.outreach.api.door import ERRORS, ERRORS_OF_ONE, Key
from utblick.outreach.api.paging import Asked, Page, page_of
from utblick.outreach.api.values import Id

router = Router(auth=Key("goals.view"), tags=["Goals"])


class GoalTold(Schema):
    id: int
    name: str
    text: str
    actions: list[str]
    sdg_targets: list[str]
    document: str
    unit: str | None
    url: str


def rows() -> QuerySet[Goal]:
    return Goal.objects.in_force().select_related("document", "unit")


def told(request: HttpRequest, goal: Goal) -> GoalTold:
    return GoalTold(
        id=goal.pk,
        name=goal.name,
        text=goal.text,
        actions=goal.actions,
        sdg_targets=goal.sdg_targets,
        document=str(goal.document),
        unit=str(goal.unit) if goal.unit else None,
        url=request.build_absolute_uri(goal.get_absolute_url()),
    )


@router.get("", response={200: Page[GoalTold], **ERRORS}, summary="Goals in force")
def list_goals(request: HttpRequest, paging: Asked) -> Page[GoalTold]:
    found, following = page_of(request, rows(), paging)
    return Page(items=[told(request, one) for one in found], next=following)


@router.get("/{pk}", response={200: GoalTold, **ERRORS_OF_ONE}, summary="One goal")
def goal(request: HttpRequest, pk: Id) -> GoalTold:
    return told(request, get_object_or_404(rows(), pk=pk))
