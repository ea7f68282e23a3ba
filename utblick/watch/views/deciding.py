"""Decisions on an item, each with a way back."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast
from utblick.watch import decisions, splitting
from utblick.watch.chain import told_here
from utblick.watch.forms import AssignForm, DecisionForm
from utblick.watch.models import Decision, Item


@may("watch.decide")
@require_POST
def decide(request: UserRequest, pk: int) -> HttpResponse:
    """Relevant or not relevant, at once; the toast takes it back."""
    item = get_object_or_404(Item, pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return render(request, "watch/decide.html", {"item": item, "form": form}, status=422)
    decision = decisions.decide(item, by=request.user, **form.cleaned_data)
    return _done(request, decision)


@may("watch.decide")
def assign(request: UserRequest, pk: int) -> HttpResponse:
    """Give the item to a person or a unit, with a question."""
    item = get_object_or_404(Item, pk=pk)
    form = AssignForm(request.POST or None)
    if form.is_valid():
        try:
            verdict = Decision.Verdict.ASSIGNED
            return _done(request, decisions.decide(item, verdict=verdict, by=request.user, **form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"item": item, "form": form, "next": _back(request)}
    return render(request, "watch/assign.html", context, status=422 if form.errors else 200)


@may("watch.decide")
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.current().select_related("item"), pk=pk)
    decisions.undo(decision, by=request.user)
    toast(request, _("The decision is taken back; “%(item)s” is in the inbox again.") % {"item": decision.item})
    return redirect(_back(request))


@may("watch.decide")
@require_POST
def split(request: UserRequest, pk: int) -> HttpResponse:
    """This telling is something else: give it an item of its own, for good."""
    sighting = get_object_or_404(told_here(), pk=pk)
    own = splitting.split(sighting, by=request.user)
    toast(request, _("It is an item of its own now, and stays so."))
    return redirect(own)


def _done(request: UserRequest, decision: Decision) -> HttpResponse:
    words = {"verdict": decision.get_verdict_display(), "item": decision.item}
    toast(request, _("%(verdict)s: “%(item)s”") % words, reverse("watch:undo", args=[decision.pk]))
    if request.htmx:
        return render(request, "watch/decided.html", {"decision": decision})
    return redirect(_back(request))


def _back(request: UserRequest) -> str:
    """Where the visitor came from within the product, else the inbox."""
    wanted = request.POST.get("next") or request.GET.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe else reverse("watch:inbox")
