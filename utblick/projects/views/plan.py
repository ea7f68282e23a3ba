"""Work packages, milestones and deliverables."""

from collections import defaultdict

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.projects.books import partners_of
from utblick.projects.forms import DeliveryForm, PackageForm
from utblick.projects.models import Delivery, WorkPackage
from utblick.projects.views.reaching import ask, own, own_part, page, shown
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast


@may("initiatives.view")
def plan(request: UserRequest, pk: int) -> HttpResponse:
    found = shown(pk)
    leaders = {one.pk: one for one in partners_of(found)}
    packages = list(WorkPackage.objects.of(found))
    by_package: dict[int | None, list[Delivery]] = defaultdict(list)
    known = {one.pk for one in packages}
    for delivery in Delivery.objects.of(found).select_related("owner"):
        by_package[delivery.package_id if delivery.package_id in known else None].append(delivery)
    groups = [(package, leaders.get(package.partner_id or 0), by_package[package.pk]) for package in packages]
    return page(request, found, "plan", groups=groups, loose=by_package[None])


@may("initiatives.change")
def add_package(request: UserRequest, pk: int) -> HttpResponse:
    found = own(request, pk)
    number = WorkPackage.objects.of(found).count() + 1
    return _ask_package(request, WorkPackage(project=found, number=number))


@may("initiatives.change")
def edit_package(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_package(request, own_part(request, WorkPackage, pk))


def _ask_package(request: UserRequest, package: WorkPackage) -> HttpResponse:
    form = PackageForm(request.POST or None, instance=package)
    return ask(request, form, package, "package", _("The work package is saved."))


@may("initiatives.change")
def add_delivery(request: UserRequest, pk: int) -> HttpResponse:
    found = own(request, pk)
    package = WorkPackage.objects.of(found).filter(pk=key_asked(request, "package") or 0).first()
    return _ask_delivery(request, Delivery(project=found, package=package, owner=request.user))


@may("initiatives.change")
def edit_delivery(request: UserRequest, pk: int) -> HttpResponse:
    return _ask_delivery(request, own_part(request, Delivery, pk))


def _ask_delivery(request: UserRequest, delivery: Delivery) -> HttpResponse:
    form = DeliveryForm(request.POST or None, instance=delivery)
    return ask(request, form, delivery, "delivery", _("It stands in the plan."))


@may("initiatives.change")
@require_POST
def done(request: UserRequest, pk: int) -> HttpResponse:
    """It is done; pressed once more, it is not."""
    delivery = own_part(request, Delivery, pk)
    delivery.done_on = None if delivery.done_on else timezone.localdate(clock.now())
    delivery.save()
    told = _("“%(title)s” is done.") if delivery.done_on else _("“%(title)s” is not done.")
    toast(request, told % {"title": delivery}, reverse("projects:done", args=[pk]))
    return redirect(delivery)
