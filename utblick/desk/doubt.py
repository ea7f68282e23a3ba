"""Mails of which nobody knows whether they arrived (journal/mailing.py): told of, sent again, or let be."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal.mailing import Mailing
from utblick.journal.models import Entry, record
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News
from utblick.ui.toasts import toast

EVENTS = (Event.MAIL_IN_DOUBT, Event.MAIL_FAILED)
TOLD_FOR = timedelta(days=30)
"""How long it is news that a mail did not arrive."""


def kinds() -> list[type[Mailing]]:
    """Those that a person may send again."""
    return [kind for kind in apps.get_models() if issubclass(kind, Mailing) and kind.sent_again_by]


def news(now: datetime, people: Everybody) -> Iterator[News]:
    """To the coordinators, once for each newsletter or matter. One query, and one more a kind where there is news."""
    found = [(Event.MAIL_IN_DOUBT, kind, kind._default_manager.in_doubt(now)) for kind in kinds()]
    for kind in kinds():
        if kind.failure_is_told:
            lately = kind._default_manager.filter(sent_at=None, failed_at__gt=now - TOLD_FOR)
            found.append((Event.MAIL_FAILED, kind, lately))
    for event, label, whole in _matters(found):
        key, address = f"{label}:{whole.pk}", whole.get_absolute_url()
        yield News(event, whole, people.coordinators, key, address=address, text=str(whole))


def _matters(found: list[tuple[Event, type[Mailing], Any]]) -> Iterator[tuple[Event, str, Any]]:
    """The event, the kind of mail, and what it is about. One query, and one more for each of those that there are."""
    of_kind = {kind._meta.label_lower: kind for _event, kind, _rows in found}
    first, *others = [
        rows.order_by().values_list(models.Value(event), models.Value(kind._meta.label_lower), kind.about)
        for event, kind, rows in found
    ]
    told: dict[tuple[str, str], set[int]] = defaultdict(set)
    for event, label, pk in first.union(*others):
        told[event, label].add(pk)
    for (event, label), pks in told.items():
        kind = of_kind[label]
        about: Any = kind._meta.get_field(kind.about).related_model
        yield from ((Event(event), label, whole) for whole in about._default_manager.filter(pk__in=pks))


@may("journal.view")
@require_POST
def send_again(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    mail, whole = _found(request, kind, pk)
    if _settled(mail, whole, sent_again=True):
        toast(request, _("It is sent again within a few minutes."))
    return redirect(whole.get_absolute_url())


@may("journal.view")
@require_POST
def let_be(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    mail, whole = _found(request, kind, pk)
    if _settled(mail, whole, sent_again=False):
        toast(request, _("It is taken for sent."))
    return redirect(whole.get_absolute_url())


def _found(request: UserRequest, kind: str, pk: int) -> tuple[Mailing, Any]:
    """The mail, and what it is about. Raises Http404, PermissionDenied."""
    model = {one._meta.label_lower: one for one in kinds()}.get(kind)
    if model is None:
        raise Http404
    mail = get_object_or_404(model.objects.select_related(model.about), pk=pk)
    whole = getattr(mail, model.about)
    if not request.user.has_perm(model.sent_again_by, whole):
        raise PermissionDenied(model.sent_again_by)
    return mail, whole


@transaction.atomic
def _settled(mail: Mailing, whole: models.Model, *, sent_again: bool) -> bool:
    """False where it is no longer in doubt: somebody else has said what becomes of it."""
    if not (mail.send_again() if sent_again else mail.let_be()):
        return False
    told = "mail_failed" if mail.has_failed else "mail_in_doubt"
    record(whole, Entry.Act.CHANGED, before={told: True}, after={told: False, "sent_again": sent_again})
    return True
