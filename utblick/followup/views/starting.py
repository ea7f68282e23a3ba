"""A new report."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.followup import composing
from utblick.followup.forms import ReportForm
from utblick.followup.models import Report
from utblick.ui.toasts import toast

AT_MOST = 5  # of the reports that are begun already


@may("followup.change")
def start(request: UserRequest) -> HttpResponse:
    """Ask for the period; the report is composed at once."""
    form = ReportForm(request.POST or None, instance=Report(), initial=_proposed(timezone.localdate()))
    if form.is_valid():
        report = composing.start(**form.facts)
        toast(request, _("The report is composed. Read it through, and change what should be said otherwise."))
        return redirect(report)
    begun = Report.objects.current().filter(status=Report.Status.DRAFT).in_list()
    context = {"form": form, "drafts": begun[:AT_MOST]}
    return render(request, "followup/start.html", context, status=422 if form.errors else 200)


def _proposed(today: date) -> dict[str, object]:
    """The year that is coming to its end, or from January to August the one that has ended."""
    year = today.year if today.month >= 9 else today.year - 1
    title = _("Follow-up of the international work %(year)s") % {"year": year}
    return {"title": title, "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
