"""From draft to decision: what changed, adopting, a new version, ending, and the paper for the board."""

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.goals import programmes
from utblick.goals.comparing import compare
from utblick.goals.contents import content_of
from utblick.goals.forms import AdoptForm
from utblick.goals.models import Consulted, Programme
from utblick.goals.papers.programme import made_of
from utblick.goals.views.programme import given, told_frozen
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast
from utblick.ui.word import MEDIA_TYPE


@may("goals.view")
def compare_programmes(request: UserRequest) -> HttpResponse:
    """Any two versions or programmes, the earlier first whichever way they are asked for."""
    everyone = list(Programme.objects.current().select_related("replaces", "follows"))
    chosen = [one for one in everyone if one.pk in (key_asked(request, "one"), key_asked(request, "other"))]
    context: dict[str, Any] = {"everyone": everyone}
    if len(chosen) == 2:
        before, after = sorted(chosen, key=lambda one: (one.starts_on, one.version, one.pk))
        between = [content_of(one) for one in programmes.versions_between(before, after)]
        found = compare(content_of(before), content_of(after), between=between)
        context |= {"before": before, "after": after, "comparison": found}
    return render(request, "goals/compare.html", context)


@may("goals.change")
def adopt_programme(request: UserRequest, pk: int) -> HttpResponse:
    """Show what will be frozen; with POST freeze exactly that, with the decision."""
    found = given(pk)
    if found.is_frozen:
        return told_frozen(request, found)
    problems, seen = list(programmes.hindrances(found)), programmes.shown(found)
    form = AdoptForm(request.POST or None, instance=found)
    if form.is_valid() and not problems:
        try:
            programmes.adopt(form.instance, seen=request.POST.get("seen", ""))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            toast(request, _("The programme is adopted. From now on it says what was decided."))
            return redirect(found)
    status = 409 if problems and request.POST else 422 if form.errors else 200
    awaited = list(Consulted.objects.awaited().filter(referral__programme=found).select_related("unit", "referral"))
    context = {
        "programme": found,
        "form": form,
        "problems": problems,
        "seen": seen,
        "content": content_of(given(pk)),
        "awaited": awaited,
        "awaited_units": ", ".join(str(one.unit) for one in awaited),
    }
    return render(request, "goals/adopt_programme.html", context, status=status)


@may("goals.change")
@require_POST
def revise(request: UserRequest, pk: int) -> HttpResponse:
    """Begin a new version of an adopted programme, or go on with the one that is begun."""
    found = given(pk)
    if begun := Programme.objects.drafts().filter(replaces=found).first():
        return redirect(begun)
    if found.status != Programme.Status.ADOPTED:
        toast(request, _("Only an adopted programme is revised."), level=messages.WARNING)
        return redirect(found)
    draft = programmes.revise(found)
    undo = reverse("goals:programme_withdraw", args=[draft.pk])
    told = _("Version %(version)s is begun. Change what is to be changed, and tell why.") % {"version": draft.version}
    toast(request, told, undo)
    return redirect(draft)


@may("goals.change")
@require_POST
def end(request: UserRequest, pk: int) -> HttpResponse:
    """An adopted programme is ended before its last day."""
    found = given(pk)
    if found.status == Programme.Status.ADOPTED:
        programmes.end(found)
        toast(request, _("The programme is ended."), reverse("goals:programme_resume", args=[pk]))
    return redirect(found)


@may("goals.change")
@require_POST
def resume(request: UserRequest, pk: int) -> HttpResponse:
    found = given(pk)
    if found.status == Programme.Status.ENDED:
        try:
            programmes.resume(found)
        except ValidationError as error:
            toast(request, " ".join(error.messages), level=messages.WARNING)
        else:
            toast(request, _("The programme applies again."))
    return redirect(found)


@may("goals.view")
def paper(request: UserRequest, pk: int) -> FileResponse:
    """The programme as a Word document for the board, with what changed and what the units answered."""
    found = given(pk)
    body, name = io.BytesIO(made_of(found, get_language() or "sv")), f"{slugify(str(found)) or 'programme'}.docx"
    answer = FileResponse(body, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
