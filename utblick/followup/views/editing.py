"""Changing a draft: its facts, its texts, its figures."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.followup import composing
from utblick.followup.forms import ReportForm, SectionForm
from utblick.followup.models import Report, ReportSection
from utblick.followup.paper import draft_of
from utblick.followup.views.reaching import of_draft, section_of
from utblick.ui.toasts import toast


@may("followup.change")
@of_draft
def edit_facts(request: UserRequest, report: Report) -> HttpResponse:
    """Title, period, language and case number; another period or language composes the report anew."""
    form = ReportForm(request.POST or None, instance=report)
    if form.is_valid() and (saved := form.save_or_tell()):
        if {"starts_on", "ends_on", "language"} & set(form.changed_data):
            composing.compose(saved)
        toast(request, _("“%(title)s” is saved.") % {"title": saved})
        return redirect(saved)
    return render(request, "followup/facts.html", {"form": form, "report": report}, status=422 if form.errors else 200)


@may("followup.change")
@of_draft
def edit(request: UserRequest, report: Report, key: str) -> HttpResponse:
    """The text of one part, beside what the rows say."""
    section = section_of(report, key)
    part = next(part for part in report.figures["parts"] if part["key"] == key)
    form = SectionForm(request.POST or None, instance=section, part=part)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("“%(title)s” is saved.") % {"title": saved.heading or part["heading"]})
        return redirect(f"{report.get_absolute_url()}#{key}")
    context = {
        "form": form,
        "report": report,
        "key": key,
        "heading": part["heading"],
        "draft": draft_of(part),
        "is_edited": bool(section.pk) and not section.withdrawn_at,
    }
    return render(request, "followup/edit.html", context, status=422 if form.errors else 200)


@may("followup.change")
@require_POST
@of_draft
def back_to_draft(request: UserRequest, report: Report, key: str) -> HttpResponse:
    """Let the draft stand again; what people wrote is kept and can be brought back."""
    section = _written(report, key)
    section.withdraw()
    undo = reverse("followup:restore_text", args=[report.pk, key])
    toast(request, _("The draft stands again in this part."), undo)
    return redirect(f"{report.get_absolute_url()}#{key}")


@may("followup.change")
@require_POST
@of_draft
def restore_text(request: UserRequest, report: Report, key: str) -> HttpResponse:
    section = _written(report, key)
    section.restore()
    toast(request, _("Your text is back."))
    return redirect(f"{report.get_absolute_url()}#{key}")


def _written(report: Report, key: str) -> ReportSection:
    return get_object_or_404(ReportSection, report=report, key=key)


@may("followup.change")
@require_POST
@of_draft
def compose(request: UserRequest, report: Report) -> HttpResponse:
    """Fetch the figures anew. What people have written stands."""
    composing.compose(report)
    toast(request, _("The figures are fetched anew. What you have written yourself is left as it was."))
    return redirect(report)
