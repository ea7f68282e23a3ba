"""A form that is sent twice, by a double click, a resend or the back button, is carried out once."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet
from utblick.ui import sending

if TYPE_CHECKING:
    from typing import Self

KEPT = timedelta(days=2)  # longer than any session


class SendingQuerySet(OwnedQuerySet["Sending"]):
    def forgotten(self) -> "Self":
        """Those whose form can no longer be sent again."""
        return self.filter(at__lt=timezone.now() - KEPT)


class Sending(Owned):
    """One form with its content, and the page that its sender was led on to."""

    mark = models.CharField(max_length=64)
    address = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = OwnedManager.from_queryset(SendingQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        constraints = [models.UniqueConstraint(fields=["mark"], name="form_sent_once")]

    def __str__(self) -> str:
        return self.address


type Answer = Callable[[HttpRequest], HttpResponse]


def each_form_once(get_response: Answer) -> Answer:
    """Lead the sender of the same form with the same content to what the first sending led to.

    Keyed by the content too: who goes back, writes something else and sends that, must not lose it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        mark = _mark(request)
        return _once(request, mark, get_response) if mark else get_response(request)

    return middleware


def _mark(request: HttpRequest) -> str:
    """What makes two sendings the same; empty for what is no form of ours, or was shown to somebody else."""
    if request.method != "POST" or not request.user.is_authenticated:
        return ""
    if sending.holder(request.POST.get(sending.FIELD, "")) != request.user.pk:
        return ""
    told = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    return hashlib.sha256(repr((request.get_full_path(), told)).encode(errors="replace")).hexdigest()


@transaction.atomic
def _once(request: HttpRequest, mark: str, get_response: Answer) -> HttpResponse:
    # The second of two at once waits here, at the constraint, until the first is done.
    first, is_first = Sending.objects.get_or_create(mark=mark)
    if not is_first:
        messages.info(request, _("This was sent twice. It is saved once."))
        return redirect(first.address)
    response = get_response(request)
    if response.status_code == 302:
        Sending.objects.filter(pk=first.pk).update(address=response.headers["Location"])
    else:
        # Refused or failed: nothing was done, so the same may be sent again.
        transaction.set_rollback(True)
    return response
