"""Figures from a file: what each row would do, then yes."""

from django.core import signing
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.indicators import importing, reading
from utblick.indicators.forms.measurements import UploadForm
from utblick.indicators.models import Indicator
from utblick.tables import UnreadableTable
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast

MOST_SHOWN = 200


@may("indicators.change")
def import_figures(request: UserRequest, pk: int) -> HttpResponse:
    """Saves nothing."""
    found = get_object_or_404(Indicator.objects.current(), pk=pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form.full_clean()
        tell_too_large(form, request, "file")
        if form.is_valid() and (rows := _read(form, of_people=found.counts_people)):
            planned = importing.plan(found, rows)
            context = {"indicator": found, "plan": planned, "fates": planned.fates[:MOST_SHOWN]}
            return render(request, "indicators/planned.html", {**context, "sealed": importing.sealed(found, planned)})
    return render(
        request, "indicators/import.html", {"indicator": found, "form": form}, status=422 if form.errors else 200
    )


def _read(form: UploadForm, *, of_people: bool) -> list[reading.Row]:
    """Empty, with the form's error set, where the file holds no figures."""
    try:
        return reading.rows_of(form.cleaned_data["file"].read(), of_people=of_people)
    except UnreadableTable:
        form.add_error(
            "file", _("The file cannot be read. Save it as CSV or Excel, without password and macros, and try again.")
        )
    except reading.NoFigures as error:
        form.add_error("file", _words(error.code))
    return []


def _words(code: str) -> str:
    return {
        "not_kolada": _(
            "This is JSON, but not as Kolada gives it. Fetch the data by key figure, municipality and year, and try again."
        ),
        "no_head": _(
            "No line names the columns. Name one “Year” and one “Value”, or “Women”, “Men”, “Girls” and “Boys”."
        ),
        "empty": _("The table holds no figures below its column names."),
        "too_many": _("There are more than 50 000 rows. Choose fewer key figures or municipalities."),
    }[code]


@may("indicators.change")
@require_POST
def save(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Indicator.objects.current(), pk=pk)
    try:
        before = importing.keep(found, importing.opened(found, request.POST.get("sealed", "")))
    except (signing.BadSignature, IntegrityError):  # somebody else may have measured the same year at the same time
        toast(request, _("Nothing was saved: choose the file once more."))
        return redirect("indicators:import", pk)
    # Many places and years are too much for an address; the last file of each indicator can be taken back.
    request.session[_kept_as(found)] = before
    count = len(before["own"])
    told = ngettext("One figure was saved.", "%(count)s figures were saved.", count) % {"count": count}
    toast(request, told, reverse("indicators:undo_import", args=[pk]))
    return redirect(found)


def _kept_as(indicator: Indicator) -> str:
    return f"before_the_file_of_indicator_{indicator.pk}"


@may("indicators.change")
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Take the last file back, as long as the one who chose it stays logged in."""
    found = get_object_or_404(Indicator.objects.current(), pk=pk)
    if (before := request.session.pop(_kept_as(found), None)) is None:
        raise Http404
    since = importing.put_back(found, before)
    told = _("The figures are as they were before the file.")
    if since:
        told = _("What was changed after the file stays: %(years)s. The rest is as before the file.")
    toast(request, told % {"years": ", ".join(map(str, since))})
    return redirect(found)
