"""The list of initiatives, and one of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.afterlife import asked_at
from utblick.initiatives.beside import beside
from utblick.initiatives.chain import chain_of_initiative
from utblick.initiatives.forms import InitiativeFilter
from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.paving import gates_with_slots, runway
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
    return listing.answer("initiatives/list.html", {"ways": ways(request, "list")})


@may("initiatives.view")
def initiative(request: UserRequest, pk: int) -> HttpResponse:
    """What it is, what it serves, what has been done and what came of it."""
    rows = Initiative.objects.current().with_gated().select_related("form", "unit", "owner", "item")
    found = get_object_or_404(rows, pk=pk)
    steps = list(Step.objects.current().filter(initiative=found).select_related("project", "campaign").in_order())
    results, lessons = outcomes(found)
    gates, slots = gates_with_slots(found) if found.is_gated else ([], {})  # type: ignore[attr-defined]
    goals, partners, remained = beside(found)
    context = {
        "initiative": found,
        "steps": steps,
        "sums": sums_of_rows(steps),
        "goals": goals,
        "gates": gates,
        "runway": runway(found, gates, slots),
        "partners": partners,
        "results": results,
        "lessons": lessons,
        "remained": remained,
        "asked_what_remains": bool(found.closed_on and asked_at(found.closed_on, timezone.localdate())),
        "forward": forward(found),
        "chain": chain_of_initiative(found, goals=goals, steps=steps, results=results),
        "may_change": request.user.has_perm("initiatives.change", found),
        "may_campaign": request.user.has_perm("campaigns.change", found),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "initiatives/initiative.html", context)
