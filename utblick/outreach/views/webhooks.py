"""Webhooks: the list, one of them with what it was told, its form, and each thing that can be done with it."""

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal.models import Entry
from utblick.outreach.forms.webhooks import WebhookForm
from utblick.outreach.models import Webhook, WebhookDelivery
from utblick.outreach.webhooks import delivering
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast


@may("accounts.change")
def webhooks(request: UserRequest) -> HttpResponse:
    return render(request, "outreach/webhooks.html", {"webhooks": Webhook.objects.current()})


@may("accounts.change")
def webhook(request: UserRequest, pk: int) -> HttpResponse:
    """With its deliveries, the newest first, each with what became of it."""
    found = get_object_or_404(Webhook.objects.current(), pk=pk)
    rows = WebhookDelivery.objects.filter(webhook=found).select_related("entry").order_by("-pk")
    return Listing(request, rows, per_page=25).answer("outreach/webhook.html", {"webhook": found})


@may("accounts.change")
def add_webhook(request: UserRequest) -> HttpResponse:
    newest = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return _ask(request, Webhook(after_entry=newest))


@may("accounts.change")
def edit_webhook(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(Webhook.objects.current(), pk=pk))


def _ask(request: UserRequest, found: Webhook) -> HttpResponse:
    form = WebhookForm(request.POST or None, instance=found)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(name)s is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "webhook": found if found.pk else None}
    return render(request, "outreach/webhook_form.html", context, status=422 if form.errors else 200)


@may("accounts.change")
@require_POST
def test_webhook(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Webhook.objects.on(), pk=pk)
    delivering.test(found, timezone.now())
    toast(request, _("A test is sent within a minute; it stands below with the answer."))
    return redirect(found)


@may("accounts.change")
@require_POST
def switch_on(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Webhook.objects.current().exclude(off_since=None), pk=pk)
    delivering.switch_on(found, timezone.now())
    toast(request, _("%(name)s is switched on. What was not taken is sent again.") % {"name": found})
    return redirect(found)


@may("accounts.change")
@require_POST
def send_again(request: UserRequest, pk: int) -> HttpResponse:
    rows = WebhookDelivery.objects.filter(webhook__withdrawn_at=None).select_related("webhook")
    one = get_object_or_404(rows, pk=pk)
    delivering.again(one, timezone.now())
    toast(request, _("It is sent again within a minute."))
    return redirect(one.webhook)


@may("accounts.change")
@require_POST
def withdraw_webhook(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Webhook.objects.current(), pk=pk)
    found.withdraw()
    toast(request, _("“%(name)s” is withdrawn.") % {"name": found}, reverse("webhooks:restore_webhook", args=[pk]))
    return redirect("webhooks:list")


@may("accounts.change")
@require_POST
def restore_webhook(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Webhook.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("“%(name)s” is back.") % {"name": found})
    return redirect(found)
