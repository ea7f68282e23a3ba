"""Freezing a report, publishing it, withdrawing it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.followup import freezing
from utblick.followup.documents import making
from utblick.followup.models import Answer, Report
from utblick.followup.paper import paper_of
from utblick.followup.views.reaching import found, of_draft
from utblick.journal import clock
from utblick.ui.toasts import toast


@may("followup.freeze")
@of_draft
def freeze(request: UserRequest, report: Report) -> HttpResponse:
    """Show what will be frozen; with POST freeze exactly that, and prepare its documents."""
    problem = ""
    sections = list(report.sections.current())
    if request.method == "POST":
        try:
            freezing.freeze(report, by=request.user, seen=request.POST.get("seen", ""))
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            making.prepare_all(report)
            toast(request, _("The report is frozen. It keeps its figures for ever."))
            return redirect(report)
    context = {
        "report": report,
        "paper": paper_of(report, sections),
        "seen": freezing.shown(report, sections),
        "problem": problem,
        "is_over": report.ends_on < timezone.localdate(clock.now()),
        "awaited": ", ".join(
            str(one.unit) for one in Answer.objects.awaited().filter(collection__report=report).told()
        ),
    }
    return render(request, "followup/freeze.html", context, status=409 if problem else 200)


@may("site.publish")
@require_POST
def publish(request: UserRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.frozen(), pk=pk)
    freezing.publish(report)
    toast(request, _("The report is published."), reverse("followup:unpublish", args=[pk]))
    return redirect(report)


@may("site.publish")
@require_POST
def unpublish(request: UserRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.published(), pk=pk)
    freezing.unpublish(report)
    toast(request, _("The report is no longer published."), reverse("followup:publish", args=[pk]))
    return redirect(report)


@may("followup.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Take a report out of use; one that has been published stays."""
    report = found(pk)
    if report.published_at:
        told = _("The report has been published and can no longer be withdrawn.")
        toast(request, told, level=messages.WARNING)
        return redirect(report)
    report.withdraw()
    toast(request, _("“%(title)s” is withdrawn.") % {"title": report}, reverse("followup:restore", args=[pk]))
    return redirect("followup:reports")


@may("followup.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report, pk=pk)
    report.restore()
    toast(request, _("“%(title)s” is back.") % {"title": report})
    return redirect(report)
