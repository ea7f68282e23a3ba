"""A form that is sent twice, by a double click, a resend or the back button, is carried out once."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.journal.models import Entry
from utblick.journal.sendings import Sending
from utblick.ui import sending

NOT_CONTENT = {"csrfmiddlewaretoken", sending.FIELD}

type Answer = Callable[[HttpRequest], HttpResponse]


def each_form_once(get_response: Answer) -> Answer:
    """Lead the sender of what was just sent to what the first sending led to.

    The same: the same words to the same address by the same person, who has done nothing else in between. Not the key alone,
    since a browser that goes back may fetch the page anew and still put the words back; nor is it enough, since who goes back
    and writes something else must not lose it.
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
    told = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_CONTENT)
    files = sorted((name, one.name, _digest(one)) for name, some in request.FILES.lists() for one in some)
    facts = (request.user.pk, request.get_full_path(), told, files)
    return hashlib.sha256(repr(facts).encode(errors="replace")).hexdigest()


def _digest(upload: UploadedFile[Any]) -> str:
    """By its content: another file under the same name is another sending."""
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()


@transaction.atomic
def _once(request: HttpRequest, mark: str, get_response: Answer) -> HttpResponse:
    # The second of two at once waits here, at the constraint or the lock, until the first is done.
    before, is_first = Sending.objects.select_for_update(of=("self",)).get_or_create(mark=mark)
    if not is_first and _is_again(request, before):
        messages.info(request, _("This was sent twice. It is saved once."))
        return redirect(before.address)
    response = get_response(request)
    if response.status_code == 302:
        Sending.objects.filter(pk=before.pk).update(address=response.headers["Location"], at=timezone.now())
    elif response.status_code < 400:
        # Carried out and told on the spot, as of a file that was handed in: kept, and with nowhere to lead a second sending.
        before.delete()
    else:
        # Refused or failed: nothing was done, so the same may be sent again.
        transaction.set_rollback(True)
    return response


def _is_again(request: HttpRequest, before: Sending) -> bool:
    """Not where its sender has done something else since, undone it for example: then it is meant."""
    last = Entry.objects.filter(by=request.user.pk).first()
    return before.is_recent and (last is None or last.at <= before.at)
