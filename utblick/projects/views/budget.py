"""The budget of a project: what it comes to, its terms, its versions, and the table that is filled in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.projects import budgeting
from utblick.projects.book import EURO, KRONOR
from utblick.projects.books import book
from utblick.projects.forms import NameForm, TermsForm
from utblick.projects.models import Budget
from utblick.projects.remarks import remarks
from utblick.projects.sums.budget import sums
from utblick.projects.tables import budget_sheet, by_partner, costs_by_period, file_rows, funding_by_period
from utblick.projects.views.reaching import ask, own_part, page, shown
from utblick.ui.asking import key_asked
from utblick.ui.sheets import KINDS, answer
from utblick.ui.toasts import toast


@may("initiatives.view")
def budget(request: UserRequest, pk: int) -> HttpResponse:
    found = shown(pk)
    versions = list(Budget.objects.of(found).newest_first())
    chosen = _version(request, versions)
    if chosen is None:
        return page(request, found, "budget", versions=versions)
    held = book(found, chosen)
    currency = request.GET.get("currency", found.currency)
    cells = held.in_currency(currency) if currency in (EURO, KRONOR) else None
    if cells is None:
        currency, cells = found.currency, held.cells
    return page(
        request,
        found,
        "budget",
        versions=versions,
        book=held,
        budget=chosen,
        option_name=chosen.option.name.in_language(request.LANGUAGE_CODE or "sv"),
        currency=currency,
        other=KRONOR if currency == EURO else EURO,
        other_is_known=bool(chosen.per_euro),
        sums=sums(cells),
        partners=by_partner(held, cells),
        tables=[(_("Costs"), costs_by_period(held, cells)), (_("Funding"), funding_by_period(held, cells))],
        remarks=remarks(held),
        notes=_notes(request, chosen),
    )


def _version(request: UserRequest, versions: list[Budget]) -> Budget | None:
    asked = key_asked(request, "version")
    return next((one for one in versions if one.number == asked), versions[0] if versions else None)


def _notes(request: UserRequest, chosen: Budget) -> list[tuple[str, Any]]:
    """The rules that the budget rests on, in the reader's language."""
    language = request.LANGUAGE_CODE or "sv"
    notes = (chosen.option.note, *chosen.project.programme.notes)
    return [(note.words.in_language(language), note) for note in notes]


@may("initiatives.view")
def file(request: UserRequest, pk: int, table: str) -> HttpResponse:
    """The budget as a file, xlsx or csv."""
    if table not in KINDS:
        raise Http404
    found = shown(pk)
    held = book(found, _version(request, list(Budget.objects.of(found).newest_first())))
    return answer(table, budget_sheet(held), file_rows(held))


@may("initiatives.change")
def edit_terms(request: UserRequest, pk: int) -> HttpResponse:
    found = own_part(request, Budget, pk)
    if found.settled_on:
        return is_settled(request, found)
    form = TermsForm(request.POST or None, instance=found)
    answered = ask(request, form, found, "terms", _("The terms are saved; the budget is reckoned on them."))
    if answered.status_code == 302:
        budgeting.tell_step(found.project)
    return answered


def is_settled(request: UserRequest, found: Budget) -> HttpResponse:
    toast(request, budgeting.Settled.told().messages[0], level=messages.WARNING)
    return redirect(found)


@may("initiatives.change")
@require_POST
def settle(request: UserRequest, pk: int) -> HttpResponse:
    found = own_part(request, Budget, pk)
    if not found.settled_on:
        budgeting.settle(found)
    toast(request, _("The version is settled."), reverse("projects:unsettle", args=[pk]))
    return redirect(found)


@may("initiatives.change")
@require_POST
def unsettle(request: UserRequest, pk: int) -> HttpResponse:
    """Only the newest is opened again: what came after it began with what it said."""
    found = own_part(request, Budget, pk)
    newest = Budget.objects.of(found.project).newest_first().first()
    if newest is None or newest.pk != found.pk:
        raise Http404
    budgeting.unsettle(found)
    toast(request, _("The version can be changed again."))
    return redirect(found)


@may("initiatives.change")
def begin_version(request: UserRequest, pk: int) -> HttpResponse:
    found = own_part(request, Budget, pk)
    form = NameForm(request.POST or None)
    if form.is_valid():
        version = budgeting.begin_version(found, name=form.cleaned_data["name"])
        toast(
            request,
            _("Version %(number)s begins with what version %(old)s said.")
            % {"number": version.number, "old": found.number},
        )
        return redirect(version)
    context = {"form": form, "project": found.project, "part": found}
    return render(request, "projects/version.html", context, status=422 if form.errors else 200)
