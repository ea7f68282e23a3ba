"""An official contact that is a visit or a journey → an exchange within an initiative."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.models import Initiative, Step
from utblick.journal.models import is_secret
from utblick.partners.models import Contact
from utblick.tenancy import scope
from utblick.ui.kept import Resumable
from utblick.ui.toasts import toast


class InitiativeChoice(Resumable, forms.Form):
    initiative: forms.ModelChoiceField[Initiative] = forms.ModelChoiceField(
        label=gettext_lazy("The initiative that it is a part of"), queryset=None
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["initiative"]
        field.queryset = offered


@may("initiatives.change")
def exchange_of_contact(request: UserRequest, pk: int) -> HttpResponse:
    """With what the contact tells; who travels and how is told on its own page."""
    rows = Contact.objects.current().filter(kind__in=Contact.IN_PERSON, organisation__withdrawn_at=None)
    contact = get_object_or_404(rows.select_related("organisation"), pk=pk)
    form = InitiativeChoice(request.POST or None, offered=_offered(request, contact))
    if form.is_valid():
        step = exchange_from(contact, form.cleaned_data["initiative"])
        undo = reverse("initiatives:withdraw_part", args=["steps", step.pk])
        toast(request, _("“%(title)s” is an exchange in the initiative.") % {"title": step}, undo)
        return redirect("initiatives:exchange", step.pk)
    context = {"form": form, "contact": contact}
    return render(request, "initiatives/exchange_of_contact.html", context, status=422 if form.errors else 200)


def exchange_from(contact: Contact, initiative: Initiative) -> Step:
    """Ours where they come to us, at their place where we go."""
    home = contact.kind == Contact.Kind.VISIT_IN
    where = {"place": scope.municipality().name, "country": scope.municipality().country}
    away = {"place": contact.organisation.place, "country": contact.organisation.country}
    facts: dict[str, Any] = {"kind": Step.Kind.EXCHANGE, "title": contact.subject, "description": contact.purpose}
    facts |= {"starts_on": contact.happened_on, "ends_on": contact.ends_on or contact.happened_on}
    step = Step(initiative=initiative, **facts, **(where if home else away))
    step.save()
    return step


def _offered(request: UserRequest, contact: Contact) -> Any:
    """Those under way that the reader may change; what is confidential becomes a part only of what is."""
    rows = Initiative.objects.ongoing()
    if is_secret(contact):
        rows = rows.exclude(secrecy_ground="")
    found = [one.pk for one in rows if request.user.has_perm("initiatives.change", one)]
    return Initiative.objects.filter(pk__in=found).order_by("title")
