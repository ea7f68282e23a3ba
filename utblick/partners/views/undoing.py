"""Withdrawing an organisation or what belongs to it, with a way back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.partners.models import Agreement, Contact, Organisation, Person
from utblick.ui.toasts import toast

PARTS: dict[str, type[Agreement | Contact | Person]] = {"agreements": Agreement, "contacts": Contact, "people": Person}


@may("partners.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.current(), pk=pk)
    organisation.withdraw()
    undo = reverse("partners:restore", args=[pk])
    toast(request, _("“%(name)s” is withdrawn.") % {"name": organisation}, undo)
    return redirect("partners:list")


@may("partners.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.exclude(withdrawn_at=None), pk=pk)
    organisation.restore()
    toast(request, _("“%(name)s” is back.") % {"name": organisation})
    return redirect(organisation)


@may("partners.change")
@require_POST
def withdraw_part(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    part = _part(kind, pk, withdrawn=False)
    part.withdraw()
    undo = reverse("partners:restore_part", args=[kind, pk])
    toast(request, _("“%(name)s” is withdrawn.") % {"name": part}, undo)
    return redirect(part.organisation)


@may("partners.change")
@require_POST
def restore_part(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    part = _part(kind, pk, withdrawn=True)
    if isinstance(part, Person) and part.erased_at:
        raise Http404
    part.restore()
    toast(request, _("“%(name)s” is back.") % {"name": part})
    return redirect(part)


def _part(kind: str, pk: int, *, withdrawn: bool) -> Any:
    if kind not in PARTS:
        raise Http404
    rows: Any = PARTS[kind]._default_manager
    standing = rows.filter(organisation__withdrawn_at=None)
    return get_object_or_404(standing, pk=pk, withdrawn_at__isnull=not withdrawn)
