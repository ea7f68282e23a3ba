"""The outcome of a programme, and the draft of the next that comes of it."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.followup.drafting import draft_next, proposals
from utblick.followup.forms.drafting import DraftForm
from utblick.followup.outcome import outcome_of
from utblick.followup.parts.gaps import told_untouched
from utblick.goals.models import Programme
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast


@may("followup.view")
def outcome(request: UserRequest) -> HttpResponse:
    """A page of its own; in the programme's page the table alone."""
    programme = _asked(request)
    page = "followup/outcome_table.html" if request.htmx else "followup/outcome.html"
    found = outcome_of(programme)
    untouched = told_untouched(found.untouched) if found.untouched else ""
    return render(request, page, {"programme": programme, "outcome": found, "untouched": untouched})


@may("goals.change")
def draft(request: UserRequest) -> HttpResponse:
    """What is proposed for each priority, and the period of the next programme."""
    programme = _asked(request)
    if begun := Programme.objects.drafts().filter(follows=programme).first():
        toast(request, _("The draft of the next programme is begun: here it is."))
        return redirect(begun)
    form = DraftForm(request.POST or None, former=programme, initial=_next(programme))
    if form.is_valid():
        made = draft_next(programme, **{name: form.cleaned_data[name] for name in ("title", "starts_on", "ends_on")})
        toast(request, _("The draft is made from the outcome. Change what should be otherwise, and tell why."))
        return redirect(made)
    found = outcome_of(programme, measured=True)
    told = proposals(found)
    rows = [(line, told[line.pk]) for line in found.priorities]
    context = {"programme": programme, "outcome": found, "rows": rows, "form": form}
    return render(request, "followup/draft.html", context, status=422 if form.errors else 200)


def _asked(request: UserRequest) -> Programme:
    return get_object_or_404(Programme.objects.current(), pk=key_asked(request, "programme"))


def _next(programme: Programme) -> dict[str, Any]:
    """As long as the one before, from the day after it."""
    first = programme.ends_on + timedelta(days=1)
    years = programme.ends_on.year - programme.starts_on.year
    last = date(first.year + years, programme.ends_on.month, 28) + timedelta(days=4)
    last = last.replace(day=1) - timedelta(days=1)
    title = _("Programme for the international work %(first)s–%(last)s") % {"first": first.year, "last": last.year}
    return {"title": title, "starts_on": first, "ends_on": last}
