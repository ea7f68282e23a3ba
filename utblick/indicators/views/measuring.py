"""The figure of a year."""

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.indicators.forms.measurements import MeasurementForm
from utblick.indicators.models import Indicator, Measurement
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast


@may("indicators.change")
def measure(request: UserRequest, pk: int) -> HttpResponse:
    new = Measurement(indicator=get_object_or_404(Indicator.objects.current(), pk=pk), year=key_asked(request, "year"))
    return _form(request, new)


@may("indicators.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    rows = Measurement.objects.current().filter(indicator__withdrawn_at=None).select_related("indicator")
    return _form(request, get_object_or_404(rows, pk=pk))


def _form(request: UserRequest, measurement: Measurement) -> HttpResponse:
    is_new = measurement.pk is None
    form = MeasurementForm(request.POST or None, instance=measurement)
    if form.is_valid() and (saved := _saved(form)):
        toast(request, _("The figure for %(year)s is saved.") % {"year": saved.year})
        return redirect(saved)
    context = {"form": form, "indicator": measurement.indicator, "measurement": measurement, "is_new": is_new}
    return render(request, "indicators/measure.html", context, status=422 if form.errors else 200)


def _saved(form: MeasurementForm) -> Measurement | None:
    """None, with the form's error set, where somebody else was faster."""
    try:
        with transaction.atomic():
            return form.save_or_tell()
    except IntegrityError:
        form.add_error("year", _("There is a figure for this year already. Change that one instead."))
        return None


@may("indicators.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Measurement.objects.current().select_related("indicator"), pk=pk)
    found.withdraw()
    told = _("The figure for %(year)s was taken away.") % {"year": found.year}
    toast(request, told, reverse("indicators:restore_measurement", args=[pk]))
    return redirect(found)


@may("indicators.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Measurement.objects.exclude(withdrawn_at=None).select_related("indicator"), pk=pk)
    try:
        with transaction.atomic():
            found.restore()
    except IntegrityError:
        toast(request, _("There is another figure for %(year)s now, so the old one stays away.") % {"year": found.year})
    else:
        toast(request, _("The figure for %(year)s is back.") % {"year": found.year})
    return redirect(found)
