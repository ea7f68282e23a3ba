"""The pivot, and the rows behind each of its cells."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.accounts.roles import UserRequest, may
from utblick.analysis.pivot import behind as cells
from utblick.analysis.pivot.counting import tally
from utblick.analysis.pivot.forms import Choosing, Narrowing, question_of
from utblick.analysis.pivot.names import Names, known
from utblick.analysis.pivot.question import Question, told
from utblick.analysis.pivot.sheet import lines, sheet, sheet_behind
from utblick.analysis.pivot.table import Cell, table
from utblick.analysis.pivot.words import answer, heading, named, overlap, rules, without
from utblick.analysis.views.tabs import tabs
from utblick.tenancy import scope
from utblick.ui import sheets
from utblick.ui.chips import chips
from utblick.ui.listing import Listing

ROWS = 50
READY: list[tuple[Promise, dict[str, str]]] = [
    (_("Initiatives by goal and year"), {"figure": "initiatives", "rows": "goal", "columns": "year"}),
    (_("Cost by goal and year"), {"figure": "cost", "rows": "goal", "columns": "year"}),
    (_("People by goal and year"), {"figure": "people", "rows": "goal", "columns": "year"}),
    (_("Countries of each unit"), {"figure": "initiatives", "rows": "country", "columns": "unit"}),
    (_("Others' money by form"), {"figure": "others", "rows": "form", "columns": "year"}),
    (_("Climate cost by form"), {"figure": "kg_co2e", "rows": "form", "columns": "year"}),
    (_("Results by goal and year"), {"figure": "results", "rows": "goal", "columns": "year"}),
]
"""Questions that are asked often, so that nobody begins with nothing."""


@may("analysis.view")
def pivot(request: UserRequest) -> HttpResponse:
    choosing, narrowing, question, names = _asked(request)
    kind = request.GET.get("as", "")
    sums = tally(question)
    found, untold = table(question, sums, names, all_columns=kind in sheets.KINDS), sums.untold
    if kind in sheets.KINDS:
        return sheets.answer(kind, sheet(question, found), lines(question, found, untold))
    context = {
        "ready": [(label, question.url(**asked), asked.items() <= question.state().items()) for label, asked in READY],
        "choosing": choosing,
        "narrowing": narrowing,
        "table": found,
        "answer": answer(question, found),
        "untold": untold,
        "without": without(untold),
        "untold_url": question.url_untold(),
        "overlap": overlap(question, found),
        "rules": rules(question),
        "sees_secrets": scope.current().sees_secrets,
        "turned_url": question.turned().url() if question.columns else "",
        "files": [("Excel", question.url(**{"as": "xlsx"})), ("CSV", question.url(**{"as": "csv"}))],
    }
    return render(request, "analysis/pivot.html", {**_about(question, narrowing), **context})


@may("analysis.view")
def behind(request: UserRequest) -> HttpResponse:
    """The rows that a cell is made of; or those that should tell the figure and do not."""
    _choosing, narrowing, question, names = _asked(request)
    try:
        keys = cells.keys_of(question, request.GET)
        places = cells.named(question, keys, names)
    except cells.NoSuchCell as error:
        raise Http404 from error
    is_untold = "untold" in request.GET
    figure, rows = question.figure, question.untold() if is_untold else question.behind(keys)
    listing = _Behind(request, question, cells.listed(question, rows), keys)
    context = {
        "kind": figure.subject.kind,
        "places": places,
        "is_untold": is_untold,
        "whole": Cell(figure, cells.come_to(question, rows)),
        "lines": [(row, Cell(figure, figure.of(row))) for row in listing.rows],
        "is_told": figure.is_told,
        "back_url": question.url(),
    }
    return listing.answer("analysis/behind.html", {**_about(question, narrowing), **context})


class _Behind(Listing):
    """Its address is the question's, with the cell's."""

    def __init__(self, request: UserRequest, question: Question, rows: Any, keys: dict[str, Any]) -> None:
        super().__init__(request, rows, per_page=ROWS, sheet=lambda _rows: sheet_behind(question))
        self.question, self.keys = question, keys

    def _state(self) -> dict[str, Any]:
        untold = {"untold": "1"} if "untold" in self.request.GET else {}
        return {**self.question.state(), **told(self.keys), **untold}


def _asked(request: UserRequest) -> tuple[Choosing, Narrowing, Question, Names]:
    names = known()
    choosing, narrowing = Choosing(request.GET), Narrowing(request.GET, names)
    return choosing, narrowing, question_of(choosing, narrowing, names), names


def _about(question: Question, narrowing: Narrowing) -> dict[str, Any]:
    """What both pages say of the question."""
    return {
        "tabs": tabs("pivot"),
        "question": question,
        "heading": heading(question),
        "figure": named(question.figure),
        "chips": chips(narrowing, lambda field: question.url(**{field: ""})),
        "clear_url": question.url(**dict.fromkeys(narrowing.fields, "")),
    }
