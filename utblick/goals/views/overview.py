"""The governing document in force, and its versions."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.goals import drafts, reviewing, serving
from utblick.goals.chain import chain_of_document
from utblick.goals.forms import FactsForm
from utblick.goals.highlights import stretches
from utblick.goals.models import Goal, PolicyDocument
from utblick.ui.toasts import toast

# So long before the day of revision, or of the end, the page reminds.
REMINDED_AHEAD = timedelta(days=365)


@may("goals.view")
def home(request: UserRequest) -> HttpResponse:
    """What is in force: its facts, purpose, goals with their state, forms and responsibilities."""
    everything = list(PolicyDocument.objects.current().defer("source_text", "passages", "steps"))
    document = next((one for one in everything if one.status == PolicyDocument.Status.IN_FORCE), None)
    context: dict[str, Any] = {
        "document": document,
        "drafts": [one for one in everything if one.status == PolicyDocument.Status.DRAFT],
        "versions": [one for one in everything if one.status == PolicyDocument.Status.REPLACED],
        "may_change": request.user.has_perm("goals.change"),
    }
    if document:
        context |= _contents(document)
    return render(request, "goals/home.html", context)


def _contents(document: PolicyDocument) -> dict[str, Any]:
    duties = list(document.responsibilities.current().select_related("unit"))
    return {
        "goals": serving.with_tallies(document.goals.current().select_related("unit")),
        "forms": list(document.forms.current()),
        "duties": duties,
        "gaps": sum(1 for duty in duties if duty.unit is None),
        "reminder": reminder(document, timezone.localdate()),
    }


def reminder(document: PolicyDocument, today: date) -> tuple[str, date] | None:
    """What is due with the document: `ended`, `overdue`, `ends` or `review`, and the day. Pure."""
    if document.valid_until and document.valid_until < today:
        return "ended", document.valid_until
    if document.review_on and document.review_on < today:
        return "overdue", document.review_on
    if document.review_on and document.review_on <= today + REMINDED_AHEAD:
        return "review", document.review_on
    if document.valid_until and document.valid_until <= today + REMINDED_AHEAD:
        return "ends", document.valid_until
    return None


@may("goals.view")
def document(request: UserRequest, pk: int) -> HttpResponse:
    """A version with its source text, each passage marked with what it was read as."""
    found = get_object_or_404(PolicyDocument.objects.adopted().select_related("replaces"), pk=pk)
    present = drafts.pieces_of_draft(found)
    alive = set(
        Goal.objects.current().filter(pk__in=[piece.row for piece in present if piece.row]).values_list("pk", flat=True)
    )
    cards = reviewing.cards_on_version(present, alive)
    goals, replaced_by = list(found.goals.current()), PolicyDocument.objects.current().filter(replaces=found).first()
    context = {
        "document": found,
        "chain": chain_of_document(found, goals=goals, replaced_by=replaced_by),
        "stretches": stretches(found.source_text, present),
        "cards": cards,
        "sections": reviewing.sections_of(cards),
        "goals": goals,
        "replaced_by": replaced_by,
        "may_change": request.user.has_perm("goals.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "goals/document.html", context)


@may("goals.change")
def edit_document(request: UserRequest, pk: int) -> HttpResponse:
    """Correct the facts of a document that is or was in force."""
    found = get_object_or_404(PolicyDocument.objects.adopted(), pk=pk)
    form = FactsForm(request.POST or None, instance=found)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("The document is saved."))
        return redirect("goals:document", found.pk)
    context = {"form": form, "document": found}
    return render(request, "goals/edit_document.html", context, status=422 if form.errors else 200)
