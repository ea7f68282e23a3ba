"""The sources that the municipality reads, with their health."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.fields import tell_too_large
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast
from utblick.watch import subscribing, tasks, troubles
from utblick.watch.errors import Trouble
from utblick.watch.forms import AddressForm, OpmlForm, SubscribeForm
from utblick.watch.models import Subscription

COLUMNS = {"name": "name", "theme": "theme", "answered": "source__answered_at", "recent": "recent"}


@may("watch.view")
def sources(request: UserRequest) -> HttpResponse:
    rows = Subscription.objects.current().with_health(timezone.now())
    listing = Listing(request, rows, columns=COLUMNS, default_sort="name")
    return listing.answer("watch/sources.html", {"may_change": request.user.has_perm("watch.sources")})


@may("watch.sources")
def add_source(request: UserRequest) -> HttpResponse:
    """First the address is looked at, without saving; then the source gets its name and is read."""
    if "name" in request.POST:
        return _subscribe(request)
    form = AddressForm(request.POST or None)
    look = None
    if form.is_valid():
        look = subscribing.look(form.cleaned_data["address"], connector_kind=form.cleaned_data["connector"])
        if look.trouble and not look.feeds:
            form.add_error("address", look.trouble)
    naming = None
    if look and not look.trouble:
        naming = SubscribeForm(
            initial={"address": look.address, "connector": look.connector, "name": look.name or look.address[:200]}
        )
    context = {"form": form, "look": look, "naming": naming, "opml": OpmlForm()}
    return render(request, "watch/add_source.html", context, status=422 if form.errors else 200)


def _subscribe(request: UserRequest) -> HttpResponse:
    form = SubscribeForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            added = subscribing.subscribe(
                asked["address"], name=asked["name"], theme=asked["theme"], connector_kind=asked["connector"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            tasks.poll_due.enqueue()
            toast(request, _("“%(name)s” is read from now on.") % {"name": added}, _undo(added))
            return redirect("watch:sources")
    context = {"form": AddressForm(request.POST), "naming": form, "opml": OpmlForm()}
    return render(request, "watch/add_source.html", context, status=422)


def _undo(subscription: Subscription) -> str:
    return reverse("watch:withdraw_source", args=[subscription.pk])


@may("watch.sources")
@require_POST
def import_opml(request: UserRequest) -> HttpResponse:
    form = OpmlForm(request.POST, request.FILES)
    form.full_clean()
    tell_too_large(form, request, "document")
    if form.is_valid() and (done := _import(form)):
        tasks.poll_due.enqueue()
        return render(request, "watch/imported.html", {"done": done})
    context = {"form": AddressForm(), "opml": form}
    return render(request, "watch/add_source.html", context, status=422)


def _import(form: OpmlForm) -> subscribing.Imported | None:
    """What became of the list; None, with the form's error set, where it is none or names nothing."""
    try:
        done = subscribing.import_opml(form.cleaned_data["document"])
    except Trouble as trouble:
        form.add_error("document", troubles.words_of(trouble.code))
        return None
    if not (done.added or done.known or done.refused):
        form.add_error("document", _("The file names no feed. Choose the list that the other reader exported."))
        return None
    return done


@may("watch.sources")
@require_POST
def withdraw_source(request: UserRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(Subscription.objects.current().select_related("source"), pk=pk)
    subscribing.withdraw(subscription)
    undo = reverse("watch:restore_source", args=[pk])
    toast(request, _("“%(name)s” is read no more. What it brought stays.") % {"name": subscription}, undo)
    return redirect("watch:sources")


@may("watch.sources")
@require_POST
def restore_source(request: UserRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(Subscription.objects.select_related("source"), pk=pk)
    subscribing.subscribe(subscription.source.address, connector_kind=subscription.source.connector)
    toast(request, _("“%(name)s” is read again.") % {"name": subscription})
    return redirect("watch:sources")


@may("watch.sources")
@require_POST
def read_now(request: UserRequest) -> HttpResponse:
    """Have every source of the municipality read at once, in the background."""
    count = subscribing.hurry()
    tasks.poll_due.enqueue()
    told = ngettext("%(count)s source is being read.", "%(count)s sources are being read.", count)
    toast(request, told % {"count": count})
    return redirect("watch:sources")
