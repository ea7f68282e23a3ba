"""The import of organisations: the file, its columns, what would become of each row, carried out, undone."""

from collections import Counter
from functools import partial

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal import list_views, lists
from utblick.partners import importing, tasks
from utblick.partners.forms.importing import ColumnsForm, FateFilter
from utblick.partners.models import Import, ImportRow, Organisation
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

State, Fate = Import.State, ImportRow.Fate
PER_PAGE = 100


@may("partners.change")
def import_file(request: UserRequest) -> HttpResponse:
    form = list_views.file_form(request)
    if found := list_views.read(form, partial(importing.begun, by=request.user)):
        _begin(found, State.JUDGING)
        return redirect(found)
    earlier = Import.objects.select_related("by")[:10]
    status = 422 if form.errors else 200
    return render(request, "partners/import.html", {"form": form, "earlier": earlier}, status=status)


def _begin(found: Import, state: Import.State) -> None:
    if lists.begin(found, state):
        tasks.work_on_import.enqueue(found.pk, found.begun)


@may("partners.change")
def import_columns(request: UserRequest, pk: int) -> HttpResponse:
    """Which column holds what, and the dry run below; once carried out, what it brought."""
    found = get_object_or_404(Import.objects.select_related("by"), pk=pk)
    if found.state not in (State.JUDGING, State.DRAFT):
        return _carried_out(request, found)
    form = ColumnsForm(request.POST or None, found=found)
    if form.is_valid():
        found.columns, found.kind = form.columns, form.cleaned_data["standard_kind"]
        found.country = form.cleaned_data["standard_country"]
        _begin(found, State.JUDGING)
        return redirect(f"{found.get_absolute_url()}#fates")
    return _dry_run(request, found, form)


def _dry_run(request: UserRequest, found: Import, form: ColumnsForm) -> HttpResponse:
    listing = Listing(request, found.rows.all(), filters=FateFilter, per_page=PER_PAGE)
    context = {"form": form, "found": found, "fates": _with_known(listing), "counts": _counts(found)}
    answer = listing.answer("partners/import_columns.html", context)
    answer.status_code = 422 if form.errors else 200
    return answer


def _with_known(listing: Listing) -> list[tuple[ImportRow, Organisation | None]]:
    """Each row with the organisation that it is or may be, as far as the reader may see that one."""
    known = Organisation.objects.in_bulk([row.known_id for row in listing.rows if row.known_id])
    return [(row, known.get(row.known_id)) for row in listing.rows]


def _counts(found: Import) -> Counter[str]:
    return Counter(dict(found.rows.order_by().values_list("fate").annotate(Count("pk"))))


def _carried_out(request: UserRequest, found: Import) -> HttpResponse:
    brought = Organisation.objects.filter(pk__in=found.rows.exclude(made=None).values("made")).order_by("name")
    listing = Listing(request, brought, per_page=PER_PAGE)
    kept = brought.filter(withdrawn_at=None)[:PER_PAGE] if found.state == State.UNDONE else []
    return listing.answer("partners/imported.html", {"found": found, "kept": list(kept)})


@may("partners.change")
def import_progress(request: UserRequest, pk: int) -> HttpResponse:
    return list_views.progress(request, get_object_or_404(Import, pk=pk))


@may("partners.change")
@require_POST
def tell_other(request: UserRequest, pk: int) -> HttpResponse:
    """A row that is perhaps the same is another one after all; or, said once more, is not."""
    row = get_object_or_404(ImportRow.objects.select_related("of"), pk=pk)
    if importing.tell_other(row):
        words = _("Row %(row)s will be imported.") if row.is_other else _("Row %(row)s will not be imported.")
        toast(request, words % {"row": row.number})
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe else row.of)


@may("partners.change")
@require_POST
def carry_out_import(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(pk, State.CARRYING)


@may("partners.change")
@require_POST
def undo_import(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(pk, State.UNDOING)


@may("partners.change")
@require_POST
def redo_import(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(pk, State.REDOING)


def _begun(pk: int, state: Import.State) -> HttpResponse:
    """To the page that tells how far it has come, and has the way back once it is done: a toast cannot wait for that."""
    found = get_object_or_404(Import, pk=pk)
    _begin(found, state)
    return redirect(found)
