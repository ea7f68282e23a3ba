"""What leaves the system: a package for the archive of what is closed, and the full export."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from utblick.accounts.roles import UserRequest, may
from utblick.files import uploads
from utblick.records import exporting
from utblick.records.archive.cases import CLOSED, closed, title_of
from utblick.records.archive.packing import file_name, package
from utblick.records.forms import ExportForm
from utblick.records.models import KEPT, Export
from utblick.records.tabs import tabs
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

SHOWN = 30


@require_safe
@may("records.view")
def home(request: UserRequest) -> HttpResponse:
    return redirect("records:archive", next(iter(CLOSED)))


@require_safe
@may("records.view")
def closed_cases(request: UserRequest, kind: str) -> HttpResponse:
    """What is closed, of one kind, each with a package to fetch."""
    if kind not in CLOSED:
        raise Http404(kind)
    kinds = [(title_of(one), reverse("records:archive", args=[one]), one == kind) for one in CLOSED]
    listing = Listing(request, closed(kind))
    context = {"kind": kind, "kinds": kinds, "tabs": tabs("archive"), "title": title_of(kind)}
    return listing.answer("records/archive.html", context)


@require_POST
@may("records.archive")
def archive_package(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    if kind not in CLOSED:
        raise Http404(kind)
    case = get_object_or_404(closed(kind), pk=pk)
    made = package(case)
    name = file_name(made, case)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made.body, content_type="application/zip", headers=disposition)


@require_safe
@may("records.view")
def exports(request: UserRequest) -> HttpResponse:
    context = {
        "form": ExportForm(),
        "exports": Export.objects.select_related("by")[:SHOWN],
        "may_export": request.user.has_perm("records.export"),
        "days": KEPT.days,
        "tabs": tabs("exports"),
    }
    return render(request, "records/exports.html", context)


@require_POST
@may("records.export")
def ask_export(request: UserRequest) -> HttpResponse:
    form = ExportForm(request.POST)
    exporting.ask(by=request.user, open_only=form.is_valid() and form.cleaned_data["open_only"])
    return redirect("records:exports")


@require_safe
@may("records.view")
def export_progress(request: UserRequest, pk: int) -> HttpResponse:
    """Asked for by the page itself, which is drawn anew once the work has come to its end."""
    found = get_object_or_404(Export, pk=pk)
    if not request.htmx:
        return redirect("records:exports")
    if not found.is_worked_on:
        return HttpResponseClientRefresh()
    return render(request, "records/export_progress.html", {"one": found})


@require_safe
@may("records.export")
def export_file(request: UserRequest, pk: int) -> HttpResponse | FileResponse:
    """Told in the trail each time: it is everything, and leaves the system here."""
    found = get_object_or_404(Export.objects.select_related("municipality"), pk=pk, state=Export.State.READY)
    try:
        file = uploads().open(found.place)
    except FileNotFoundError as error:
        raise Http404(_("The file is no longer there.")) from error
    exporting.note_fetched(found)
    answer = FileResponse(file, as_attachment=True, filename=found.file_name, content_type="application/zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@may("records.export")
def throw_away_export(request: UserRequest, pk: int) -> HttpResponse:
    exporting.throw_away(get_object_or_404(Export, pk=pk, state=Export.State.READY))
    toast(request, _("The file is thrown away. A new export can be made at any time."))
    return redirect("records:exports")
