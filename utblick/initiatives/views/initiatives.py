"""The list of initiatives, and one of them."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.afterlife import asked_at
from utblick.initiatives.chain import chain_of_initiative
from utblick.initiatives.forms import InitiativeFilter
from utblick.initiatives.models import Afterlife, Contribution, Gate, Initiative, Participation, Step
from utblick.initiatives.paving import runway
from utblick.initiatives.progress import forward
from utblick.initiatives.results import outcomes
from utblick.initiatives.sheet import portfolio
from utblick.initiatives.sums import sums_of_rows
from utblick.initiatives.views.portfolio import ways
from utblick.ui.listing import Listing

ROWS = 25
COLUMNS = {"title": "title", "status": "status", "unit": "unit__name", "deadline": "deadline", "start": "starts_on"}


@may("initiatives.view")
def listed(request: UserRequest) -> HttpResponse:
    rows = Initiative.objects.current().with_goals().select_related("unit", "owner", "form")
    listing = Listing(
        request, rows, columns=COLUMNS, default_sort="-start", filters=InitiativeFilter, per_page=ROWS, sheet=portfolio
    )
    context = {"may_change": request.user.has_perm("initiatives.change"), "ways": ways(request, "list")}
    return listing.answer("initiatives/list.html", context)


@may("initiatives.view")
def initiative(request: UserRequest, pk: int) -> HttpResponse:
    """What it is, what it serves, what has been done and what came of it."""
    rows = Initiative.objects.current().with_gated().select_related("form", "unit", "owner", "item")
    found = get_object_or_404(rows, pk=pk)
    steps = list(Step.objects.current().filter(initiative=found).select_related("project", "campaign").in_order())
    results, lessons = outcomes(found)
    gates = list(_gates(found)) if found.is_gated else []  # type: ignore[attr-defined]
    goals = list(Contribution.objects.filter(initiative=found).select_related("goal"))
    context = {
        "initiative": found,
        "steps": steps,
        "sums": sums_of_rows(steps),
        "goals": goals,
        "gates": gates,
        "runway": runway(found, gates),
        "partners": Participation.objects.filter(initiative=found).select_related("organisation"),
        "results": results,
        "lessons": lessons,
        **_remaining(found),
        "forward": forward(found),
        "chain": chain_of_initiative(found, goals=goals, steps=steps, results=results),
        "may_change": request.user.has_perm("initiatives.change", found),
        "may_campaign": request.user.has_perm("campaigns.change", found),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "initiatives/initiative.html", context)


def _remaining(initiative: Initiative) -> dict[str, object]:
    """What the owner has told of what remains, and whether that is asked now; of those that are over."""
    if initiative.closed_on is None:
        return {}
    today = timezone.localdate()
    return {
        "remained": list(Afterlife.objects.current().filter(initiative=initiative).select_related("answered_by")),
        "asked_what_remains": asked_at(initiative.closed_on, today) is not None,
    }


def _gates(initiative: Initiative) -> QuerySet[Gate]:
    return Gate.objects.current().filter(initiative=initiative).select_related("body").in_order()
