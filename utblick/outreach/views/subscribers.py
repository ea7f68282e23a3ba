"""Who subscribes: each with what is kept, on what basis and until when."""

from secrets import token_hex

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.accounts.secret_address import private
from utblick.outreach import leaving, subscribing
from utblick.outreach.forms.subscribers import AskForm, SubscriberFilter
from utblick.outreach.models import Subscriber
from utblick.outreach.views.subscription import extract_of
from utblick.outreach.views.tabs import tabs
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

COLUMNS = {"email": "email", "since": "confirmed_at"}


@may("outreach.view")
def listed(request: UserRequest) -> HttpResponse:
    rows = Subscriber.objects.known().select_related("actor")
    listing = Listing(request, rows, columns=COLUMNS, default_sort="email", filters=SubscriberFilter)
    context = {
        "tabs": tabs("digests:subscribers"),
        "paused": Subscriber.objects.known().in_state(Subscriber.State.PAUSED).count(),
        "may_change": request.user.has_perm("outreach.change"),
    }
    return private(listing.answer("outreach/subscribers.html", context))


@may("outreach.view")
def subscriber(request: UserRequest, pk: int) -> HttpResponse:
    found = _known(pk)
    mails = found.mails.select_related("digest").order_by("-pk")
    context = {
        "subscriber": found,
        "mails": [(mail, mail.failure_in_words if mail.failed_at else "") for mail in mails[:25]],
        "may_change": request.user.has_perm("outreach.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return private(render(request, "outreach/subscriber.html", context))


@may("outreach.change")
def ask(request: UserRequest) -> HttpResponse:
    """Ask somebody by mail; only who opens the link and says yes becomes a subscriber."""
    form = AskForm(request.POST or None)
    if form.is_valid():
        subscribing.ask(mark=token_hex(), **form.cleaned_data)
        toast(request, _("A mail with the question goes to %(email)s.") % {"email": form.cleaned_data["email"]})
        return redirect("digests:subscribers")
    return render(request, "outreach/ask.html", {"form": form}, status=422 if form.errors else 200)


@may("outreach.change")
@require_POST
def stop(request: UserRequest, pk: int) -> HttpResponse:
    """For who asks by telephone."""
    found = _known(pk)
    leaving.stop(found)
    toast(request, _("No more newsletters go to this address."), reverse("digests:resume", args=[pk]))
    return redirect(found)


@may("outreach.change")
@require_POST
def resume(request: UserRequest, pk: int) -> HttpResponse:
    found = _known(pk)
    leaving.come_back(found)
    toast(request, _("Newsletters go to this address again."))
    return redirect(found)


@may("outreach.view")
@require_safe
def extract(request: UserRequest, pk: int) -> HttpResponse:
    return extract_of(_known(pk))


@may("outreach.change")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: UserRequest, pk: int) -> HttpResponse:
    """Asked about first: this alone cannot be undone."""
    found = _known(pk)
    if found.user_id:
        raise Http404  # who works here stops instead: forgotten, the next newsletter would begin anew
    if request.method == "POST":
        leaving.erase(found)
        toast(request, _("The person is forgotten. The audit trail tells that it was done, and nothing else."))
        return redirect("digests:subscribers")
    return render(request, "outreach/erase.html", {"subscriber": found})


def _known(pk: int) -> Subscriber:
    return get_object_or_404(Subscriber.objects.known().select_related("actor", "user"), pk=pk)
