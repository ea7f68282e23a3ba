"""What belongs to a contact: guests, gifts, promises and points of the programme, each added, changed and withdrawn alike."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.partners.forms import GiftForm, GuestForm, ProgrammePointForm, PromiseForm
from utblick.partners.models import Contact, Gift, Guest, ProgrammePoint, Promise
from utblick.partners.views.contacts import standing
from utblick.ui.toasts import toast


@dataclass(frozen=True, slots=True)
class Kind:
    """The model, its form, and what the pages of a new one and of an old one are called."""

    model: Any
    form: Any
    add: Lazy
    edit: Lazy


KINDS = {
    "guests": Kind(Guest, GuestForm, gettext_lazy("Who takes part?"), gettext_lazy("Edit the participant")),
    "gifts": Kind(Gift, GiftForm, gettext_lazy("What was given?"), gettext_lazy("Edit the gift")),
    "promises": Kind(Promise, PromiseForm, gettext_lazy("What was promised?"), gettext_lazy("Edit the promise")),
    "programme": Kind(
        ProgrammePoint, ProgrammePointForm, gettext_lazy("What is on the programme?"), gettext_lazy("Edit the point")
    ),
}


@may("partners.change")
def add_to_contact(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    contact = get_object_or_404(standing().select_related("organisation"), pk=pk)
    return _ask(request, kind, _begun(_kind(kind).model(contact=contact), request))


def _begun(part: Any, request: UserRequest) -> Any:
    """What the next one most likely is: the next place, the day of the visit, the time at which the one before ends."""
    rows = type(part)._default_manager.filter(contact=part.contact, withdrawn_at=None)
    if isinstance(part, Guest):
        part.position = (rows.filter(side=part.side).aggregate(last=Max("position"))["last"] or 0) + 1
    if isinstance(part, Promise):
        part.owner = part.contact.owner or request.user
    if isinstance(part, ProgrammePoint):
        before = rows.last()
        part.day = before.day if before else part.contact.happened_on
        if before and before.ends_at:
            part.starts_at = before.ends_at
    return part


@may("partners.change")
def edit_contact_part(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    return _ask(request, kind, _part(kind, pk))


def _ask(request: UserRequest, kind: str, part: Any) -> HttpResponse:
    asked, is_new = _kind(kind), part.pk is None
    form = asked.form(request.POST or None, instance=part)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("“%(name)s” is saved.") % {"name": saved})
        another = "another" in request.POST
        return redirect("partners:add_to_contact", saved.contact_id, kind) if another else redirect(saved)
    contact: Contact = part.contact
    context = {"form": form, "part": part, "kind": kind, "contact": contact, "organisation": contact.organisation}
    context |= {"heading": asked.add if is_new else asked.edit, "relation": part}
    return render(request, "partners/contact_part.html", context, status=422 if form.errors else 200)


@may("partners.change")
@require_POST
def withdraw_contact_part(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    part = _part(kind, pk)
    part.withdraw()
    undo = reverse("partners:restore_contact_part", args=[kind, pk])
    toast(request, _("“%(name)s” is withdrawn.") % {"name": part}, undo)
    return redirect(part)


@may("partners.change")
@require_POST
def restore_contact_part(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    part = _part(kind, pk, withdrawn=True)
    part.restore()
    toast(request, _("“%(name)s” is back.") % {"name": part})
    return redirect(part)


def _part(kind: str, pk: int, *, withdrawn: bool = False) -> Any:
    rows = _kind(kind).model._default_manager.filter(contact__in=standing(), withdrawn_at__isnull=not withdrawn)
    return get_object_or_404(rows.select_related("contact__organisation"), pk=pk)


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]
