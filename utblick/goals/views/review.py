"""The review of an imported document: source beside structure, until it is put in force or put away."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from utblick.accounts.models import Unit
from utblick.accounts.roles import UserRequest, may
from utblick.goals import adopting, drafts, pieces, reviewing
from utblick.goals.drafts import Change
from utblick.goals.forms import FactsForm
from utblick.goals.highlights import stretches
from utblick.goals.models import Goal, PolicyDocument
from utblick.goals.pieces import CannotDo, Kind, Piece, Pieces, is_id
from utblick.journal.models import Superseded
from utblick.ui.toasts import toast

ACTS: dict[str, str | Promise] = {
    "edit": gettext_lazy("changed text"),
    "merge": gettext_lazy("merged"),
    "split": gettext_lazy("split"),
    "move": gettext_lazy("moved"),
    "drop": gettext_lazy("dropped"),
    "back": gettext_lazy("brought back"),
    "add": gettext_lazy("added"),
}
REFUSALS = {
    "nothing_above": gettext_lazy("There is nothing of the same kind above to merge with."),
    "one_line": gettext_lazy("Put a line break in the text where it is to be split, then press Split."),
    "no_such_piece": gettext_lazy("Somebody else has merged or split this passage meanwhile."),
}


@may("goals.change")
def review(request: UserRequest, pk: int) -> HttpResponse:
    """Show the draft; a POST keeps what was written and does what its button says."""
    draft = get_object_or_404(PolicyDocument.objects.drafts(), pk=pk)
    if request.method != "POST":
        return _page(request, draft, FactsForm(instance=draft))
    before = drafts.facts_of(draft)
    form = FactsForm(request.POST, instance=draft)
    if not form.is_valid():
        return _page(request, draft, form)
    try:
        return _done(request, draft, form, before)
    except Superseded as error:
        form.add_error(None, error)
        return _page(request, get_object_or_404(PolicyDocument.objects.drafts(), pk=pk), form)


def _done(request: UserRequest, draft: PolicyDocument, form: FactsForm, before: dict[str, str]) -> HttpResponse:
    act, _sep, argument = request.POST.get("do", "save").partition(":")
    changes = _edits(request, draft, before)
    present = changes[-1].pieces if changes else drafts.pieces_of_draft(draft)
    if act == "split" and changes and not changes[-1].facts_before and _only_breaks(draft, present):
        changes = []  # the line break belongs to the split: one undo takes both back
    anchor = f"piece-{argument}" if is_id(argument) else ""
    try:
        if act in _VERBS:
            done, anchor = _VERBS[act](present, argument, draft)
            changes.append(Change(act, done))
    except CannotDo as refusal:
        form.add_error(None, str(REFUSALS[refusal.code]))
    if changes:
        drafts.keep(draft, *changes)
    if form.errors:
        return _page(request, draft, form)
    return _go_on(request, draft, act, anchor)


def _go_on(request: UserRequest, draft: PolicyDocument, act: str, anchor: str) -> HttpResponse:
    if act == "undo":
        drafts.undo(draft)
    elif act == "redo":
        drafts.redo(draft)
    elif act == "adopt":
        # Another page: htmx would look in it for the review and show nothing.
        adopting_url = reverse("goals:adopt", args=[draft.pk])
        return HttpResponseClientRedirect(adopting_url) if request.htmx else redirect(adopting_url)
    elif act == "save":
        toast(request, _("The draft is saved."))
    return HttpResponseRedirect(reverse("goals:review", args=[draft.pk]) + (f"#{anchor}" if anchor else ""))


def _edits(request: UserRequest, draft: PolicyDocument, before: dict[str, str]) -> list[Change]:
    """What was written in the fields, as one step; nothing when all is as it was."""
    present = drafts.pieces_of_draft(draft)
    edited = reviewing.edits(present, request.POST, set(Unit.objects.values_list("pk", flat=True)))
    now = drafts.facts_of(draft)
    facts = {name: value for name, value in before.items() if now[name] != value}
    if not edited and not facts:
        return []
    return [Change("edit", reviewing.with_edits(present, edited), facts)]


def _only_breaks(draft: PolicyDocument, present: Pieces) -> bool:
    """The texts differ from the saved ones in white space alone."""
    saved = drafts.pieces_of_draft(draft)
    return [_in_one_line(piece) for piece in saved] == [_in_one_line(piece) for piece in present]


def _in_one_line(piece: Piece) -> Piece:
    return replace(piece, text=" ".join(piece.text.split()))


def _merge(present: Pieces, argument: str, draft: PolicyDocument) -> tuple[Pieces, str]:
    return pieces.merge(present, _id(argument)), ""


def _split(present: Pieces, argument: str, draft: PolicyDocument) -> tuple[Pieces, str]:
    return pieces.split(present, _id(argument), draft.source_text), f"piece-{argument}"


def _drop(present: Pieces, argument: str, draft: PolicyDocument) -> tuple[Pieces, str]:
    return pieces.drop(present, _id(argument)), ""


def _back(present: Pieces, argument: str, draft: PolicyDocument) -> tuple[Pieces, str]:
    return pieces.bring_back(present, _id(argument)), f"piece-{argument}"


def _add(present: Pieces, argument: str, draft: PolicyDocument) -> tuple[Pieces, str]:
    if argument not in {kind.value for kind in pieces.CONTENT}:
        raise CannotDo("no_such_piece")
    added, new = pieces.add(present, Kind(argument))
    return added, f"piece-{new.id}"


def _id(argument: str) -> int:
    if not is_id(argument):
        raise CannotDo("no_such_piece")
    return int(argument)


_VERBS = {"merge": _merge, "split": _split, "drop": _drop, "back": _back, "add": _add}


def _page(request: UserRequest, draft: PolicyDocument, form: FactsForm) -> HttpResponse:
    present = drafts.pieces_of_draft(draft)
    units = list(Unit.objects.current())
    unsaved, homeless = _unsaved(request, present, form, {unit.pk for unit in units})
    cards = reviewing.cards_of(present, unsaved)
    context: dict[str, Any] = {
        "draft": draft,
        "form": form,
        "stretches": stretches(draft.source_text, present),
        "cards": cards,
        "sections": reviewing.sections_of(cards),
        "marks": reviewing.marks_of(present),
        "homeless": homeless,
        "units": units,
        "kinds": reviewing.KIND_CHOICES,
        "undo_act": ACTS.get(drafts.last_act(draft), ""),
        "may_redo": drafts.last_undone(draft),
    }
    return render(request, "goals/review.html", context, status=422 if form.errors else 200)


def _unsaved(
    request: UserRequest, present: Pieces, form: FactsForm, units: set[int]
) -> tuple[dict[int, Piece], list[str]]:
    """What was sent and not saved: for the fields that are still there, and for those that are no more.

    After somebody else's save only what the sender changed is put over what is saved now.
    """
    if not form.errors:
        return {}, []
    edited = reviewing.edits(present, request.POST, units)
    if not form.has_error("__all__", "superseded"):
        return edited, []
    mine = reviewing.changed_by_sender(request.POST)
    there = {piece.id for piece in present if piece.kind in pieces.CONTENT}
    kept = {id: piece for id, piece in edited.items() if id in mine}
    return kept, [text for id, text in mine.items() if id not in there]


@may("goals.change")
def adopt(request: UserRequest, pk: int) -> HttpResponse:
    """Tell what will be in force and what it replaces; a POST puts it in force."""
    draft = get_object_or_404(PolicyDocument.objects.drafts(), pk=pk)
    content = adopting.content_of(drafts.pieces_of_draft(draft))
    previous = PolicyDocument.objects.in_force().first()
    old = list(previous.goals.current()) if previous else []
    problems = _problems(draft, content)
    if request.method == "POST" and not problems:
        try:
            return _adopted(request, draft, _goes_on(request, content, old))
        except Superseded as error:
            problems = error.messages
    context = {
        "draft": draft,
        "content": content,
        "previous": previous,
        "old": old,
        "pairs": _pairs(content, old),
        "problems": problems,
        "gaps": sum(1 for duty in content.duties if not duty.unit),
    }
    return render(request, "goals/adopt.html", context, status=422 if problems and request.method == "POST" else 200)


def _adopted(request: UserRequest, draft: PolicyDocument, goes_on: dict[int, int | None]) -> HttpResponse:
    """Put it in force, if it still is what the person saw. Raises Superseded."""
    if request.POST.get("revision") != str(draft.revision):
        raise Superseded.told()
    document = adopting.adopt(draft, goes_on=goes_on)
    toast(request, _("%(title)s is now the governing document in force.") % {"title": document.title})
    return redirect("goals:concepts", document.pk)


def _problems(draft: PolicyDocument, content: adopting.Content) -> list[str]:
    """What must be mended before the document can be in force."""
    problems = []
    if not draft.title:
        problems.append(_("The document has no title."))
    if not content.goals:
        problems.append(_("The document has no goal. Place at least one of its passages as a goal."))
    if content.stray_actions:
        problems.append(_("There are actions before the first goal. Place them as goals, or as unplaced."))
    return problems


def _pairs(content: adopting.Content, old: list[Goal]) -> list[tuple[adopting.ReviewedGoal, int | None]]:
    texts = [goal.piece.text for goal in content.goals]
    return list(zip(content.goals, adopting.continued(texts, old), strict=True))


def _goes_on(request: UserRequest, content: adopting.Content, old: list[Goal]) -> dict[int, int | None]:
    """The goals that the person says go on; each old goal once, at the first that takes it."""
    left = {str(goal.pk): goal.pk for goal in old}
    return {goal.piece.id: left.pop(request.POST.get(f"goes-on-{goal.piece.id}", ""), None) for goal in content.goals}


@may("goals.change")
@require_POST
def discard(request: UserRequest, pk: int) -> HttpResponse:
    """Put the draft away; it can be taken up again."""
    draft = get_object_or_404(PolicyDocument.objects.drafts(), pk=pk)
    draft.withdraw()
    toast(request, _("The import was put away."), reverse("goals:resume", args=[pk]))
    return redirect("goals:home")


@may("goals.change")
@require_POST
def resume(request: UserRequest, pk: int) -> HttpResponse:
    """Take up a draft that was put away."""
    drafts_put_away = PolicyDocument.objects.filter(status=PolicyDocument.Status.DRAFT).exclude(withdrawn_at=None)
    draft = get_object_or_404(drafts_put_away, pk=pk)
    draft.restore()
    return redirect("goals:review", pk)
