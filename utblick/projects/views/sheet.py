"""The table in which one partner's budget is filled in."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from utblick.accounts.roles import UserRequest, may
from utblick.projects import budgeting
from utblick.projects.book import Book
from utblick.projects.books import book
from utblick.projects.budgeting import Place
from utblick.projects.forms import SheetForm
from utblick.projects.models import Budget, Partner
from utblick.projects.sums.budget import sums
from utblick.projects.views.budget import is_settled
from utblick.projects.views.reaching import own_part
from utblick.ui.toasts import toast


@may("initiatives.change")
def sheet(request: UserRequest, pk: int, partner: int) -> HttpResponse:
    """One partner's table. Saved, it stays open: the sums are those of what was saved."""
    found = own_part(request, Budget, pk)
    mine = get_object_or_404(
        Partner.objects.of(found.project).select_related("organisation", "municipality"), pk=partner
    )
    if found.settled_on:
        return is_settled(request, found)
    held = book(found.project, found)
    stored = {(line.what, line.period): line.entered for line in held.lines if line.partner_id == mine.pk}
    form = SheetForm(request.POST or None, budget=found, periods=held.periods, stored=stored)
    if form.is_valid() and _fill(request, found, mine, form, stored):
        return redirect("projects:sheet", pk, _next(request, held, mine).pk)
    return _sheet(request, held, mine, form)


def _fill(
    request: UserRequest, found: Budget, partner: Partner, form: SheetForm, stored: Mapping[Place, Decimal]
) -> bool:
    try:
        saved = budgeting.fill(found, partner, form.wishes())
    except budgeting.Clash as clash:
        form.tell_clash(clash.stored, stored)
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    told = ngettext("%(count)s amount is saved.", "%(count)s amounts are saved.", saved) % {"count": saved}
    toast(request, f"{partner}: {told}")
    return True


def _next(request: UserRequest, held: Book, mine: Partner) -> Partner:
    """The partner after this one, for who asks to go on; round to the first from the last."""
    if "next" not in request.POST:
        return mine
    place = [one.pk for one in held.partners].index(mine.pk)
    return held.partners[(place + 1) % len(held.partners)]


def _sheet(request: UserRequest, held: Book, mine: Partner, form: SheetForm) -> HttpResponse:
    cells = {one.period: one for one in held.cells if one.partner == mine.pk}
    tabs = [
        (str(one), reverse("projects:sheet", args=[held.budget.pk, one.pk]), one.pk == mine.pk)  # type: ignore[union-attr]
        for one in held.partners
    ]
    context = {
        "form": form,
        "project": held.project,
        "budget": held.budget,
        "partner": mine,
        "tabs": tabs,
        "periods": held.periods,
        "cost_rows": form.cost_rows(cells),
        "funding_rows": form.funding_rows(cells),
        "costs": [cells[one.first].cost if one.first in cells else 0 for one in held.periods],
        "gaps": [cells[one.first].gap if one.first in cells else 0 for one in held.periods],
        "sums": sums(cells.values()),
    }
    return render(request, "projects/sheet.html", context, status=422 if form.errors else 200)
