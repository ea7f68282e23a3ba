"""Adding and changing steps."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.forms import StepForm
from utblick.initiatives.models import Step
from utblick.initiatives.views.reaching import own, own_part
from utblick.ui.toasts import toast


@may("initiatives.change")
def add_step(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, Step(initiative=own(request, pk)))


@may("initiatives.change")
def edit_step(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, own_part(request, Step, pk))


def _ask(request: UserRequest, step: Step) -> HttpResponse:
    form = StepForm(request.POST or None, instance=step)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("“%(title)s” is saved.") % {"title": saved})
        return redirect(saved)
    context = {"form": form, "step": step, "initiative": step.initiative}
    return render(request, "initiatives/step.html", context, status=422 if form.errors else 200)
