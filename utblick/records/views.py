"""The full export: asked for, followed, fetched, thrown away."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from utblick.accounts.roles import UserRequest, may
from utblick.records import exporting
from utblick.records.forms import ExportForm
from utblick.records.models import KEPT, Export
from utblick.ui.toasts import toast

SHOWN = 30


@require_safe
@may("records.view")
def exports(request: UserRequest) -> HttpResponse:
    context = {
        "form": ExportForm(),
        "exports": Export.objects.select_related("by")[:SHOWN],
        "may_export": request.user.has_perm("records.export"),
        "days": KEPT.days,
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
        file = found.path.open("rb")
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
