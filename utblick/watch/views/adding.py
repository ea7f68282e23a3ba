"""A source is added: its address is looked at, without saving; then it gets its name and is read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast
from utblick.watch import subscribing, tasks, troubles
from utblick.watch.errors import Trouble
from utblick.watch.forms import AddressForm, CallsForm, OpmlForm, SubscribeForm, TendersForm
from utblick.watch.looking import Look, look
from utblick.watch.models import Source, Subscription


@may("watch.sources")
def add_source(request: UserRequest) -> HttpResponse:
    """By one pasted address; the page of a source that has trouble leads here with the one that it had."""
    if "name" in request.POST:
        return _subscribe(request)
    form = AddressForm(posted(request), initial={"address": request.GET.get("address", "")})
    seen = look(form.cleaned_data["address"]) if form.is_valid() else None
    if seen and seen.trouble:
        form.add_error("address", seen.trouble)
    return _answer(request, "watch/add_source.html", form, seen)


@may("watch.sources")
def add_tenders(request: UserRequest) -> HttpResponse:
    """By a search on TED, composed here."""
    form = TendersForm(posted(request))
    return _answer(request, "watch/add_search.html", form, _composed(form, Source.Kind.TED))


@may("watch.sources")
def add_calls(request: UserRequest) -> HttpResponse:
    """By a search on the EU portal, composed here."""
    form = CallsForm(posted(request))
    return _answer(request, "watch/add_search.html", form, _composed(form, Source.Kind.EU_CALLS))


def posted(request: UserRequest) -> QueryDict | None:
    """What was sent, also where nothing was chosen; None where the form is only to be shown."""
    return request.POST if request.method == "POST" else None


def _composed(form: TendersForm | CallsForm, kind: str) -> Look | None:
    return look(form.address(), connector_kind=kind) if form.is_valid() else None


def _answer(request: UserRequest, template: str, form: forms.Form, seen: Look | None) -> HttpResponse:
    """The form, or what was seen with the form that takes it. A search that does not answer now can be taken all the same."""
    if seen and (not seen.trouble or seen.connector in (Source.Kind.TED, Source.Kind.EU_CALLS)):
        return taking(request, seen)
    context = {"form": form, "look": seen, "opml": OpmlForm(), "instead": corrected(request)}
    return render(request, template, context, status=422 if form.errors else 200)


def taking(request: UserRequest, seen: Look) -> HttpResponse:
    """What was seen, and the form that takes it."""
    before = corrected(request)
    context = {"look": seen, "naming": _naming(seen, before), "known": _known(seen.address), "instead": before}
    return render(request, "watch/take_source.html", context)


def corrected(request: UserRequest) -> Subscription | None:
    """The source that has trouble, where its own page led here: what is found is to be read instead of it."""
    key = request.GET.get("instead", "")
    return _standing(int(key)) if key.isdecimal() and len(key) < 19 else None


def _standing(key: int | None) -> Subscription | None:
    return Subscription.objects.current().filter(pk=key).first() if key else None


def _naming(seen: Look, before: Subscription | None) -> SubscribeForm:
    facts: dict[str, Any] = {"address": seen.address, "connector": seen.connector, "rhythm": seen.rhythm_minutes}
    if before:
        return SubscribeForm(initial={**facts, "name": before.name, "theme": before.theme, "instead": before.pk})
    return SubscribeForm(initial={**facts, "name": seen.name})


def _known(address: str) -> Subscription | None:
    return Subscription.objects.current().filter(source__address=address).first()


def _subscribe(request: UserRequest) -> HttpResponse:
    form = SubscribeForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        before = _standing(asked["instead"])
        try:
            added = _take(asked, before)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            tasks.poll_due.enqueue()
            if before and before.pk != added.pk:
                toast(
                    request, _("“%(name)s” is read at its new place. What it brought before stays.") % {"name": added}
                )
                return redirect("watch:source", added.pk)
            undo = reverse("watch:withdraw_source", args=[added.pk])
            toast(request, _("“%(name)s” is read from now on.") % {"name": added}, undo)
            return redirect("watch:sources")
    return render(request, "watch/take_source.html", {"naming": form}, status=422)


@transaction.atomic
def _take(asked: dict[str, Any], before: Subscription | None) -> Subscription:
    """Read what was looked at; and the one that it is read instead of no more."""
    added = subscribing.subscribe(
        asked["address"],
        name=asked["name"],
        theme=asked["theme"],
        connector_kind=asked["connector"],
        rhythm_minutes=int(asked["rhythm"]),
    )
    if before and before.pk != added.pk:
        subscribing.withdraw(before)
    return added


@may("watch.sources")
@require_POST
def import_opml(request: UserRequest) -> HttpResponse:
    form = OpmlForm(request.POST, request.FILES)
    form.full_clean()
    tell_too_large(form, request, "document")
    if form.is_valid() and (done := _import(form)):
        tasks.poll_due.enqueue()
        return render(request, "watch/imported.html", {"done": done})
    return render(request, "watch/add_source.html", {"form": AddressForm(), "opml": form}, status=422)


def _import(form: OpmlForm) -> subscribing.Imported | None:
    """What became of the list; None, with the form's error set, where it is none or names nothing."""
    try:
        done = subscribing.import_opml(form.cleaned_data["document"])
    except Trouble as trouble:
        form.add_error("document", troubles.words_of(trouble.code))
        return None
    if not (done.added or done.known or done.refused):
        form.add_error("document", _("The file names no feed. Choose the list that the other reader exported."))
        return None
    return done
