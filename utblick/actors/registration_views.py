"""Registrations from the public page: those that wait, one of them, and the answer."""

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.actors import registering
from utblick.actors.models import Registration, RegistrationMail
from utblick.actors.registration_form import AnswerForm
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

ROWS = 25
WAITING_FIRST = Case(
    When(state=Registration.State.WAITING, then=Value(0)), default=Value(1), output_field=IntegerField()
)


@may("actors.view")
def registrations(request: UserRequest) -> HttpResponse:
    """Those that wait first, the newest of them at the top."""
    rows = Registration.objects.current().order_by(WAITING_FIRST, "-created_at")
    return Listing(request, rows, per_page=ROWS).answer("actors/registrations.html")


@may("actors.view")
def registration(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Registration.objects.current().select_related("answered_by", "actor"), pk=pk)
    mails = list(RegistrationMail.objects.filter(registration=found))
    context = {
        "asked": found,
        "mail": next((mail for mail in mails if mail.step != RegistrationMail.Step.RECEIVED), None),
        "stranded": [mail for mail in mails if mail.is_stranded],
        "known": registering.known_as(found) if found.state == Registration.State.WAITING else None,
        "form": AnswerForm(instance=found),
        "may_answer": request.user.has_perm("accounts.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "actors/registration.html", context)


@may("accounts.change")
@require_POST
def answer_registration(request: UserRequest, pk: int) -> HttpResponse:
    """Yes, no, or put aside without a mail, by which of the buttons was pressed."""
    found = get_object_or_404(Registration.objects.waiting(), pk=pk)
    form = AnswerForm(request.POST, instance=found)
    if not form.is_valid():
        known = registering.known_as(found)
        context = {"asked": found, "form": form, "known": known, "may_answer": True}
        return render(request, "actors/registration.html", context, status=422)
    verdict = form.cleaned_data["verdict"]
    actor = None
    if verdict == "yes":
        actor = registering.approve(form.instance, by=request.user, same_as=form.cleaned_data.get("same_as"))
    elif verdict == "aside":
        registering.put_aside(form.instance, by=request.user)
    else:
        registering.decline(form.instance, by=request.user)
    undo = reverse("actors:take_back_registration", args=[pk])
    told = (
        _("It is put aside; nothing is mailed.")
        if verdict == "aside"
        else _("The mail to %(name)s goes in a few minutes.")
    )
    toast(request, told % {"name": found.contact_name}, undo)
    return redirect(actor or found)


@may("accounts.change")
@require_POST
def take_back_registration(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Registration.objects.current().select_related("actor"), pk=pk)
    try:
        registering.take_back(found)
        toast(request, _("The answer is taken back; nothing was sent."))
    except registering.TooLate:
        toast(request, _("The mail has gone: the answer stands."), level=messages.WARNING)
    return redirect(found)
