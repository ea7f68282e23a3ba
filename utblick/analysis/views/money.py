"""The way of the money, and the steps behind each of its flows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.analysis.money.forms import MoneyFilter
from utblick.analysis.money.passing import MOST, passed_on, shares_passed
from utblick.analysis.money.paying import INTO, THROUGH, uncounted
from utblick.analysis.money.steps import StepsFilter
from utblick.analysis.money.tracing import Trace, trace
from utblick.analysis.money.words import kronor, sentence
from utblick.analysis.views.tabs import tabs
from utblick.initiatives.models import Step
from utblick.initiatives.models.steps import StepQuerySet
from utblick.money.amounts import rounded
from utblick.tenancy import scope
from utblick.ui import sheets
from utblick.ui.listing import Listing
from utblick.ui.sankey import Sankey, sankey
from utblick.ui.sheets import Sheet

ROWS = 50
COLUMNS = {"step": "title", "unit": "initiative__unit__name", "start": "starts_on", "part": "part"}


@dataclass(frozen=True, slots=True)
class Line:
    """A flow in a table: from where to where, how much, and the address of the steps behind it."""

    source: str
    target: str
    amount: Decimal
    url: str


@may("analysis.view")
def money(request: UserRequest) -> HttpResponse:
    """Both ends of it as a drawing and as tables, or as a file."""
    listing = Listing(request, Step.objects.standing(), filters=MoneyFilter)
    asked, steps = _asked(listing)
    found = trace(steps, asked.way)
    came, went = _lines(listing, found, 0), _lines(listing, found, 1)
    if request.GET.get("as") in sheets.KINDS:
        return sheets.answer(request.GET["as"], _sheet(), [*came, *went])
    passed = passed_on(asked.apply(shares_passed(*asked.period)))
    context = {
        "tabs": tabs("money"),
        "chart": _drawn(found, asked),
        "tables": [(_("Where it came from"), came), (_("Where it went"), went)],
        "whole": found.whole,
        "heads": [_("Who paid"), THROUGH[asked.way.through], INTO[asked.way.into]],
        "several": "several" in found.stages[1],
        "files": {"files": [(name, listing.url(**{"as": kind})) for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))]},
        "uncounted": uncounted(steps, asked.way).count(),
        "uncounted_url": _steps_url(listing, uncounted="1"),
        "passed": passed[:MOST],
        "is_more_passed": len(passed) > MOST,
        "sees_secrets": scope.current().sees_secrets,
    }
    return listing.answer("analysis/money.html", context)


def _asked(listing: Listing) -> tuple[Any, StepQuerySet]:
    """What is asked, and the steps of the period that it leaves: those of the report of the same time."""
    asked: Any = listing.filters
    narrowed: Any = listing.narrowed
    return asked, narrowed.within(*asked.period)


def _drawn(found: Trace, asked: MoneyFilter) -> Sankey:
    told = sentence(found, asked.way, asked.years)
    return sankey(_("The way of the money"), found.stops(), [found.came, found.went], told=kronor, sentence=told)


def _lines(listing: Listing, found: Trace, at: int) -> list[Line]:
    """The flows between two stages in the order of the drawing."""
    flows, names = (found.came, found.went)[at], (("source", "via"), ("via", "spent"))[at]
    left, right = found.stages[at : at + 2]
    return [
        Line(one.label, other.label, flows[ends], _steps_url(listing, **dict(zip(names, ends, strict=True))))
        for one in left.values()
        for other in right.values()
        if (ends := (one.key, other.key)) in flows
    ]


def _steps_url(listing: Listing, **flow: str) -> str:
    return reverse("analysis:money_steps") + listing.url(**flow).removeprefix(listing.request.path)


def _sheet() -> Sheet:
    columns = {
        _("From"): lambda one: one.source,
        _("To"): lambda one: one.target,
        _("Kronor"): lambda one: one.amount,
    }
    return Sheet(_("The way of the money"), columns)


@may("analysis.view")
def money_steps(request: UserRequest) -> HttpResponse:
    """The steps that a flow is made of, whose parts come to it; or those that tell no cost."""
    rows = Step.objects.standing().select_related("initiative__unit")
    sort = "start" if "uncounted" in request.GET else "-part"
    listing = Listing(
        request, rows, columns=COLUMNS, default_sort=sort, filters=StepsFilter, per_page=ROWS, sheet=_steps_sheet
    )
    asked: Any = listing.filters
    if not listing.is_filtered:
        return redirect("analysis:money")
    totals = listing.narrowed.aggregate(count=Count("pk"), sum=Sum("part"))
    listing.count = totals["count"]
    context = {
        "tabs": tabs("money"),
        "told": asked.told,
        "years": asked.years,
        "sum": totals["sum"] and rounded(totals["sum"]),
        "is_uncounted": bool(asked.cleaned_data.get("uncounted")),
        "back": reverse("analysis:money") + _without_flow(listing),
    }
    return listing.answer("analysis/money_steps.html", context)


def _without_flow(listing: Listing) -> str:
    return listing.url(source="", via="", spent="", uncounted="", sort="").removeprefix(listing.request.path)


def _steps_sheet(_rows: QuerySet[Step]) -> Sheet:
    columns: dict[str, Callable[[Step], Any]] = {
        _("Step"): lambda one: one.title,
        _("Initiative"): lambda one: one.initiative.title,
        _("Unit"): lambda one: str(one.initiative.unit or ""),
        _("Starts"): lambda one: one.starts_on,
        _("Ends"): lambda one: one.ends_on,
        _("Cost, kronor"): lambda one: one.whole,  # type: ignore[attr-defined]
        _("Part of it here, kronor"): lambda one: one.part,  # type: ignore[attr-defined]
    }
    return Sheet(_("Steps behind the money"), columns)
