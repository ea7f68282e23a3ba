"""Contact persons at a local actor: added with their consent, and gone at a click when it is taken back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.actors.models import ContactPerson, LocalActor
from utblick.actors.people_form import ContactPersonForm
from utblick.journal import clock
from utblick.ui.toasts import toast


@may("actors.change")
def add_person(request: UserRequest, pk: int) -> HttpResponse:
    actor = get_object_or_404(LocalActor.objects.current(), pk=pk)
    return _ask(request, ContactPerson(actor=actor, consent_on=timezone.localdate(clock.now())))


@may("actors.change")
def edit_person(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(_rows(withdrawn=False), pk=pk))


def _ask(request: UserRequest, person: ContactPerson) -> HttpResponse:
    form = ContactPersonForm(request.POST or None, instance=person)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(name)s is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "person": person, "actor": person.actor}
    return render(request, "actors/person.html", context, status=422 if form.errors else 200)


@may("actors.change")
@require_POST
def take_back_consent(request: UserRequest, pk: int) -> HttpResponse:
    """The person is gone from the register at once, and erased for good when it can no longer have been a mistake."""
    person = get_object_or_404(_rows(withdrawn=False), pk=pk)
    person.withdraw()
    told = _("The consent of %(name)s is taken back. Name and address are erased in 30 days.")
    toast(request, told % {"name": person}, reverse("actors:give_back_consent", args=[pk]))
    return redirect(person.actor)


@may("actors.change")
@require_POST
def give_back_consent(request: UserRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(_rows(withdrawn=True), pk=pk)
    person.restore()
    toast(request, _("“%(name)s” is back.") % {"name": person})
    return redirect(person.actor)


def _rows(*, withdrawn: bool) -> Any:
    rows = ContactPerson.objects.known().filter(withdrawn_at__isnull=not withdrawn, actor__withdrawn_at=None)
    return rows.select_related("actor")
