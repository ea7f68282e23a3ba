"""Adding and changing contact persons."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.partners.forms import PersonForm
from utblick.partners.models import Organisation, Person
from utblick.ui.toasts import toast


@may("partners.change")
def add_person(request: UserRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.current(), pk=pk)
    return _ask(request, Person(organisation=organisation, verified_on=timezone.localdate()))


@may("partners.change")
def edit_person(request: UserRequest, pk: int) -> HttpResponse:
    rows = Person.objects.current().filter(organisation__withdrawn_at=None)
    return _ask(request, get_object_or_404(rows.select_related("organisation"), pk=pk))


def _ask(request: UserRequest, person: Person) -> HttpResponse:
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("“%(name)s” is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "relation": person, "organisation": person.organisation}
    return render(request, "partners/person.html", context, status=422 if form.errors else 200)
