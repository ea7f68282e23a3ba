"""Decisions on an item, each with a way back; and what is told to the second of two who decide at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast
from utblick.watch import asking, decisions, together, whynot
from utblick.watch.decisions import Overtaken, Together
from utblick.watch.forms import AssignForm, DecisionForm, TogetherForm
from utblick.watch.forms.deciding import AT_ONCE, ReasonForm, TickedForm
from utblick.watch.models import ActorQuestion, Decision, Item
from utblick.watch.views.going_back import back, back_to
from utblick.watch.views.narrowed import ticked


@may("watch.decide")
@require_POST
def decide(request: UserRequest, pk: int) -> HttpResponse:
    """Decide at once; the toast takes it back."""
    return _decide(request, get_object_or_404(Item, pk=pk), request.POST)


@may("watch.decide")
@require_POST
def decide_in_list(request: UserRequest) -> HttpResponse:
    """A row's own button, named by the decision with the item's key as its value; or one decision on all ticked rows."""
    for verdict in AT_ONCE:
        if verdict in request.POST:
            item = get_object_or_404(Item, pk=_key(request.POST[verdict]))
            return _decide(request, item, {"verdict": verdict, "seen": request.GET.get("seen")})
    return _decide_together(request, TogetherForm(ticked(request)))


def _decide(request: UserRequest, item: Item, answers: Any) -> HttpResponse:
    form = DecisionForm(answers)
    if not form.is_valid():
        return render(request, "watch/decide.html", {"item": item, "form": form}, status=422)
    try:
        return _done(request, decisions.decide(item, by=request.user, **form.cleaned_data))
    except Overtaken as found:
        return _overtaken(request, found.standing, form.cleaned_data)


def _decide_together(request: UserRequest, form: TogetherForm) -> HttpResponse:
    if not form.is_valid():
        return _refused(request, form)
    return _done_together(request, form, form.cleaned_data["together"], {"reason": form.cleaned_data["why"]})


def _refused(request: UserRequest, form: Form) -> HttpResponse:
    for error in (one for errors in form.errors.values() for one in errors):
        toast(request, str(error), level=messages.ERROR)
    return redirect(back(request))


def _done_together(request: UserRequest, those: TickedForm, verdict: str, asked: dict[str, Any]) -> HttpResponse:
    if "actor" in asked:
        done = together.ask(those.seen, by=request.user, **_to_actor(asked))
    else:
        done = together.decide(those.seen, verdict=verdict, by=request.user, **asked)
    tell_done(request, done)
    if done.overtaken:
        context = {"done": done, "verdict": verdict, "asked": asked, "next": back(request)}
        return render(request, "watch/overtaken_together.html", context)
    return redirect(back(request))


def tell_done(request: UserRequest, done: Together) -> None:
    if done.decided:
        words = {"count": len(done.decided), "verdict": done.decided[0].get_verdict_display()}
        text = ngettext("%(verdict)s: %(count)s item", "%(verdict)s: %(count)s items", len(done.decided)) % words
        toast(request, text, reverse("watch:undo_together", args=[done.key]))


@may("watch.decide")
def assign(request: UserRequest, pk: int) -> HttpResponse:
    """Give the item to a person or a unit, or ask a local actor about it."""
    item = get_object_or_404(Item, pk=pk)
    seen = Decision.objects.current().filter(item=item).values_list("pk", flat=True).first()
    form = AssignForm(request.POST or None, initial={"seen": seen}, items=[pk])
    if form.is_valid():
        verdict, wanted, seen = Decision.Verdict.ASSIGNED, form.wanted, form.cleaned_data["seen"]
        try:
            if "actor" in wanted:
                return _asked(request, asking.ask_about(item, seen=seen, by=request.user, **_to_actor(wanted)))
            return _done(request, decisions.decide(item, verdict=verdict, by=request.user, seen=seen, **wanted))
        except ValidationError as error:
            form.add_error(None, error)
        except Overtaken as found:
            return _overtaken(request, found.standing, {**wanted, "verdict": verdict})
    context = {"item": item, "form": form, "next": back(request)}
    return render(request, "watch/assign.html", context, status=422 if form.errors else 200)


@may("watch.decide")
@require_POST
def assign_together(request: UserRequest) -> HttpResponse:
    """Give the ticked items to a person or a unit, or ask a local actor about them: first the form, then what was filled in."""
    those = TickedForm(ticked(request))
    if not those.is_valid():
        return _refused(request, those)
    form = AssignForm(request.POST if "reason" in request.POST else None, items=those.seen)
    if form.is_valid():
        try:
            return _done_together(request, those, Decision.Verdict.ASSIGNED, form.wanted)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "ticked": those.items, "next": back(request)}
    return render(request, "watch/assign.html", context, status=422 if form.errors else 200)


@may("watch.decide")
@require_POST
def give_reason(request: UserRequest, pk: int) -> HttpResponse:
    """Say why afterwards, by one of the short list."""
    decision = get_object_or_404(Decision.objects.select_related("item"), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    if not decisions.give_reason(decision, by=request.user, reason=form.cleaned_data["reason"]):
        toast(request, decisions.what_became_of(decision, told_to=request.user), level=messages.INFO)
    decision.refresh_from_db()
    if request.htmx:
        return render(request, "watch/decided.html", {"decision": decision})
    return redirect(back(request))


@may("watch.decide")
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("item"), pk=pk)
    if decisions.undo(decision, by=request.user):
        toast(request, _("The decision is taken back; “%(item)s” is in the inbox again.") % {"item": decision.item})
    else:
        toast(request, decisions.what_became_of(decision, told_to=request.user), level=messages.INFO)
    return redirect(back_to(request, decision.item_id))


@may("watch.decide")
@require_POST
def undo_together(request: UserRequest, key: str) -> HttpResponse:
    undone, left = together.undo(key, by=request.user)
    if not undone and not left:
        raise Http404
    if undone:
        text = ngettext(
            "The decision on %(count)s item is taken back.", "The decisions on %(count)s items are taken back.", undone
        )
        toast(request, text % {"count": undone})
    if left:
        text = ngettext(
            "%(count)s item was left as it is: it had been decided on anew, or taken back already.",
            "%(count)s items were left as they are: they had been decided on anew, or taken back already.",
            left,
        )
        toast(request, text % {"count": left}, level=messages.INFO)
    return redirect(back(request))


def _to_actor(wanted: dict[str, Any]) -> dict[str, Any]:
    return {"actor": wanted["actor"], "question": wanted["reason"]}


def _asked(request: UserRequest, question: ActorQuestion) -> HttpResponse:
    words = {"actor": question.actor}
    undo_url = reverse("watch:take_back_question", args=[question.pk])
    toast(request, _("%(actor)s has your question.") % words, undo_url)
    return redirect(back(request))


def _done(request: UserRequest, decision: Decision) -> HttpResponse:
    words = {"verdict": decision.get_verdict_display(), "item": decision.item}
    toast(request, _("%(verdict)s: “%(item)s”") % words, reverse("watch:undo", args=[decision.pk]))
    if is_row(request):
        asks_why = decision.verdict == Decision.Verdict.NOT_RELEVANT and not decision.reason
        reasons = whynot.short_list() if asks_why else []
        return render(request, "watch/decided.html", {"decision": decision, "reasons": reasons})
    return redirect(back(request))


def is_row(request: UserRequest) -> bool:
    """Whether a row of the list is to take the answer; the page of an item takes a whole page."""
    return bool(request.htmx) and request.htmx.target != "main"


def _overtaken(request: UserRequest, standing: Decision, wanted: dict[str, Any]) -> HttpResponse:
    """Who decided what, when; and the choice between keeping that and replacing it."""
    context = {
        "standing": standing,
        "is_own": standing.decided_by_id == request.user.pk,
        "wanted": wanted,
        "verdict": Decision.Verdict(wanted["verdict"]).label,
        "next": back(request),
    }
    template = "watch/overtaken.html#row" if is_row(request) else "watch/overtaken.html"
    return render(request, template, context, status=422)


def _key(told: str) -> int:
    """The key that a button carries; 0, which no row has, for anything else."""
    return int(told) if told.isdecimal() and len(told) < 19 else 0
