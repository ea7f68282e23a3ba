"""What is done with an enquiry: an answer, a proposal, a step on, an end, and each taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.establishment import answering, following
from utblick.establishment.forms.enquiries import EstablishForm, LetterForm, LoseForm, MoveForm, ProposalForm
from utblick.establishment.models import Enquiry, EnquiryLetter
from utblick.establishment.telling import told_of
from utblick.establishment.views.enquiries import found
from utblick.ui.toasts import toast


@may("establishment.change")
def answer(request: UserRequest, pk: int) -> HttpResponse:
    one = found(pk)
    form = LetterForm(request.POST or None, instance=one, sender=request.user)
    if form.is_valid():
        send = _done(form, lambda: answering.answer(one, by=request.user, body=form.cleaned_data["body"]))
        if send:
            return _letter_told(request, one, send)
    return _page(request, form, one, _("Answer"), _("Answer by mail"))


@may("establishment.change")
def propose(request: UserRequest, pk: int) -> HttpResponse:
    one = found(pk)
    form = ProposalForm(request.POST or None, instance=one, sender=request.user)
    if form.is_valid():
        body = form.cleaned_data["body"].replace("{sites}", told_of(form.chosen, one.language))
        send = _done(form, lambda: answering.propose(one, by=request.user, body=body, sites=form.chosen))
        if send:
            return _letter_told(request, one, send)
    return _page(request, form, one, _("Propose sites"), _("Send the proposal"))


def _done[T](form: Any, verb: Callable[[], T]) -> T | None:
    try:
        return verb()
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _letter_told(request: UserRequest, one: Enquiry, letter: EnquiryLetter) -> HttpResponse:
    undo = reverse("establishment:take_back", args=[letter.pk])
    toast(request, _("The letter to %(name)s goes in a few minutes.") % {"name": one.name}, undo)
    return redirect(one)


def _page(request: UserRequest, form: Any, one: Enquiry, heading: str, button: str) -> HttpResponse:
    context = {"form": form, "enquiry": one, "heading": heading, "button": button, "shows_enquiry": True}
    return render(request, "establishment/enquiry_form.html", context, status=422 if form.errors else 200)


@may("establishment.change")
@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    letters = EnquiryLetter.objects.select_related("enquiry__task", "by")
    letter = get_object_or_404(letters, pk=pk, enquiry__withdrawn_at=None)
    try:
        answering.take_back(letter)
        toast(request, _("The letter is taken back; nothing was sent."))
    except answering.TooLate:
        toast(request, _("The letter has gone: it stands."), level=messages.WARNING)
    return redirect(letter.enquiry)


@may("establishment.change")
@require_POST
def move(request: UserRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Enquiry.objects.open().exclude(state=Enquiry.State.NEW), pk=pk)
    form = MoveForm(request.POST, instance=one)
    if form.is_valid() and one.state != form.cleaned_data["to"]:
        following.move(one, to=form.cleaned_data["to"])
        toast(request, _("%(name)s stands at: %(state)s.") % {"name": one, "state": one.get_state_display().lower()})
    for told in form.non_field_errors():
        toast(request, str(told), level=messages.WARNING)
    return redirect(one)


@may("establishment.change")
def establish(request: UserRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Enquiry.objects.open().select_related("task"), pk=pk)
    form = EstablishForm(request.POST or None, instance=one)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("jobs", "investment", "initiative", "told")}
        _done(form, lambda: following.establish(one, by=request.user, **facts))
        if not form.errors:
            return _end_told(request, one, _("%(name)s establishes itself here. Well done!"))
    return _page(request, form, one, _("They establish themselves here"), _("Save"))


@may("establishment.change")
def lose(request: UserRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Enquiry.objects.open().select_related("task"), pk=pk)
    form = LoseForm(request.POST or None, instance=one)
    if form.is_valid():
        _done(form, lambda: following.lose(one, by=request.user, reason=form.cleaned_data["reason"]))
        if not form.errors:
            return _end_told(request, one, _("%(name)s is closed."))
    return _page(request, form, one, _("It comes to nothing"), _("Close the enquiry"))


def _end_told(request: UserRequest, one: Enquiry, text: str) -> HttpResponse:
    toast(request, text % {"name": one}, reverse("establishment:reopen", args=[one.pk]))
    return redirect(one)


@may("establishment.change")
@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    closed = Enquiry.objects.current().filter(state__in=Enquiry.CLOSED).select_related("result")
    one = get_object_or_404(closed, pk=pk)
    following.reopen(one)
    toast(request, _("%(name)s is open again.") % {"name": one})
    return redirect(one)
