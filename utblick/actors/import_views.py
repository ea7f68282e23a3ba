"""The import of local actors: the file, its columns, what would become of each row, carried out, undone."""

from collections import Counter
from functools import partial
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.actors import importing, tasks
from utblick.actors.fates import FIELDS, label_of
from utblick.actors.models import Import, ImportRow, LocalActor
from utblick.journal import list_forms, list_views, lists
from utblick.ui.listing import Listing

State = Import.State
PER_PAGE = 100


class ColumnsForm(list_forms.ColumnsForm):
    def __init__(self, *args: Any, found: Import, **kwargs: Any) -> None:
        super().__init__(*args, found=found, labels={name: label_of(name) for name in FIELDS}, **kwargs)
        self.fields["standard_kind"] = forms.ChoiceField(
            label=_("Kind for rows that do not say"), choices=LocalActor.Kind.choices, initial=found.kind
        )


class FateFilter(forms.Form):
    named = [(value, capfirst(label)) for value, label in ImportRow.Fate.choices]
    fate = forms.ChoiceField(label=_("Fate"), required=False, choices=[("", _("All")), *named])

    def apply(self, rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
        fate = self.cleaned_data.get("fate")
        return rows.filter(fate=fate) if fate else rows


@may("actors.change")
def import_file(request: UserRequest) -> HttpResponse:
    form = list_views.file_form(request)
    if found := list_views.read(form, partial(importing.begun, by=request.user)):
        _begin(found, State.JUDGING)
        return redirect(found)
    context = {"form": form, "earlier": Import.objects.select_related("by")[:10]}
    return render(request, "actors/import.html", context, status=422 if form.errors else 200)


def _begin(found: Import, state: Import.State) -> None:
    if lists.begin(found, state):
        tasks.work_on_import.enqueue(found.pk, found.begun)


@may("actors.change")
def import_columns(request: UserRequest, pk: int) -> HttpResponse:
    """Which column holds what, and the dry run below; once carried out, what it brought."""
    found = get_object_or_404(Import.objects.select_related("by"), pk=pk)
    if found.state not in (State.JUDGING, State.DRAFT):
        brought = LocalActor.objects.filter(pk__in=found.rows.exclude(made=None).values("made")).order_by("name")
        return Listing(request, brought, per_page=PER_PAGE).answer("actors/imported.html", {"found": found})
    form = ColumnsForm(request.POST or None, found=found)
    if form.is_valid():
        found.columns, found.kind = form.columns, form.cleaned_data["standard_kind"]
        _begin(found, State.JUDGING)
        return redirect(f"{found.get_absolute_url()}#fates")
    listing = Listing(request, found.rows.select_related("known"), filters=FateFilter, per_page=PER_PAGE)
    counts = Counter(dict(found.rows.order_by().values_list("fate").annotate(Count("pk"))))
    answer = listing.answer("actors/import_columns.html", {"form": form, "found": found, "counts": counts})
    answer.status_code = 422 if form.errors else 200
    return answer


@may("actors.change")
def import_progress(request: UserRequest, pk: int) -> HttpResponse:
    return list_views.progress(request, get_object_or_404(Import, pk=pk))


@may("actors.change")
@require_POST
def carry_out_import(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(pk, State.CARRYING)


@may("actors.change")
@require_POST
def undo_import(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(pk, State.UNDOING)


@may("actors.change")
@require_POST
def redo_import(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(pk, State.REDOING)


def _begun(pk: int, state: Import.State) -> HttpResponse:
    """To the page that tells how far it has come, and has the way back once it is done: a toast cannot wait for that."""
    found = get_object_or_404(Import, pk=pk)
    _begin(found, state)
    return redirect(found)
