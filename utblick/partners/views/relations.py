"""Adding and changing contacts and contact persons."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.partners.forms import ContactForm, PersonForm
from utblick.partners.models import Contact, Organisation, Person
from utblick.ui.toasts import toast

Relation = Contact | Person


@may("partners.change")
def add_contact(request: UserRequest, pk: int) -> HttpResponse:
    contact = Contact(organisation=_organisation(pk), happened_on=timezone.localdate())
    return _ask(request, ContactForm, contact, "partners/contact.html")


@may("partners.change")
def edit_contact(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, ContactForm, _relation(Contact, pk), "partners/contact.html")


@may("partners.change")
def add_person(request: UserRequest, pk: int) -> HttpResponse:
    person = Person(organisation=_organisation(pk), verified_on=timezone.localdate())
    return _ask(request, PersonForm, person, "partners/person.html")


@may("partners.change")
def edit_person(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, PersonForm, _relation(Person, pk), "partners/person.html")


def _organisation(pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.current(), pk=pk)


def _relation(kind: type[Relation], pk: int) -> Any:
    every: Any = kind._default_manager
    rows = every.filter(withdrawn_at=None, organisation__withdrawn_at=None)
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


def _ask(request: UserRequest, form_of: Any, relation: Relation, page: str) -> HttpResponse:
    form = form_of(request.POST or None, instance=relation)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("“%(name)s” is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "relation": relation, "organisation": relation.organisation}
    return render(request, page, context, status=422 if form.errors else 200)
