"""Putting items aside until a day, and bringing them back."""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast
from utblick.watch import snoozing
from utblick.watch.forms import SnoozeForm
from utblick.watch.snoozing import Snoozed
from utblick.watch.views.going_back import back
from utblick.watch.views.narrowed import ticked

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MOMENT = 10**16


@may("watch.decide")
@require_POST
def snooze(request: UserRequest) -> HttpResponse:
    form = SnoozeForm(ticked(request))
    if not form.is_valid():
        for error in (one for errors in form.errors.values() for one in errors):
            toast(request, str(error), level=messages.ERROR)
        return redirect(back(request))
    done = snoozing.snooze(form.seen, until=form.until, by=request.user)
    if done.aside:
        moment = (done.at - EPOCH) // timedelta(microseconds=1)
        toast(request, _aside(done, f"{form.until}"), reverse("watch:wake", args=[moment]))
    if done.too_near:
        text = ngettext(
            "%(count)s item closes within a week and was left where it is.",
            "%(count)s items close within a week and were left where they are.",
            done.too_near,
        )
        toast(request, text % {"count": done.too_near}, level=messages.WARNING)
    return redirect(back(request))


def _aside(done: Snoozed, until: str) -> str:
    if done.aside == done.earlier == 1 and done.back:
        day = timezone.localdate(done.back)
        return _("The item is put aside until %(day)s, a week before its deadline.") % {"day": day}
    text = ngettext(
        "%(count)s item is put aside until %(day)s.", "%(count)s items are put aside until %(day)s.", done.aside
    )
    told = text % {"count": done.aside, "day": until}
    if not done.earlier:
        return told
    early = ngettext(
        "%(count)s of them comes back earlier, a week before its deadline.",
        "%(count)s of them come back earlier, a week before their deadlines.",
        done.earlier,
    )
    return f"{told} {early % {'count': done.earlier}}"


@may("watch.decide")
@require_POST
def wake(request: UserRequest, moment: int) -> HttpResponse:
    if moment > LAST_MOMENT:
        raise Http404
    return _woken(request, snoozing.wake(EPOCH + timedelta(microseconds=moment), by=request.user))


@may("watch.decide")
@require_POST
def wake_item(request: UserRequest, pk: int) -> HttpResponse:
    """From the item's own page, however long ago it was put aside."""
    return _woken(request, snoozing.wake_item(pk, by=request.user))


def _woken(request: UserRequest, woken: int) -> HttpResponse:
    text = ngettext("%(count)s item is back in the inbox.", "%(count)s items are back in the inbox.", woken)
    nothing = _("Nothing is put aside any more of what you put aside then.")
    toast(request, text % {"count": woken} if woken else nothing, level=messages.SUCCESS if woken else messages.INFO)
    return redirect(back(request))
