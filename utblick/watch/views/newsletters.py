"""Newsletters by mail: the address to subscribe with, and whether what comes there is read."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from utblick.accounts.models import Municipality
from utblick.accounts.roles import UserRequest, may
from utblick.tenancy import scope
from utblick.ui.toasts import toast
from utblick.watch import post, subscribing, tasks
from utblick.watch.models import Source, Subscription


@may("watch.sources")
def newsletters(request: UserRequest) -> HttpResponse:
    address = address_of(scope.municipality())
    if request.method == "POST" and address:
        added = subscribing.subscribe(f"{post.SCHEME}{address}", name=_("Newsletters"), connector_kind=Source.Kind.MAIL)
        tasks.poll_due.enqueue()
        undo = reverse("watch:withdraw_source", args=[added.pk])
        toast(request, _("“%(name)s” is read from now on.") % {"name": added}, undo)
        return redirect("watch:source", added.pk)
    ours = Subscription.objects.current().filter(source__connector=Source.Kind.MAIL).first()
    return render(request, "watch/newsletters.html", {"address": address, "subscription": ours})


def address_of(municipality: Municipality) -> str:
    """The municipality's own address at the installation's post box; empty where there is no box."""
    name, at, host = settings.POST_ADDRESS.partition("@")
    return f"{name}+{municipality.slug}@{host}".lower() if at and settings.POST_BOX else ""
