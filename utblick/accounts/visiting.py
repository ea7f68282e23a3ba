"""Support visits: opened by the municipality, announced, begun, and shown. A visit looks at pages, and does nothing else.

The session stays the operator's own. For each request of a visit the person takes the operator's place, in a scope that
only looks; the trail is told of each page by the operator's name.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from utblick.accounts.models import Membership, Role, User
from utblick.accounts.roles import memberships
from utblick.accounts.sessions import renew_key
from utblick.accounts.support import SupportAccess, SupportVisit
from utblick.journal import clock
from utblick.journal.models import Entry, record
from utblick.tenancy import scope
from utblick.ui.views import forbidden

logger = logging.getLogger("utblick.accounts")

type Answer = Callable[[HttpRequest], HttpResponse]

VISIT = "support_visit"
# The way out, which is the operator's own to go.
OWN = ("/members/support/end/", "/log-in/logout/")
# What is one person's alone, and where secrets stand in the page.
CLOSED = ("/log-in/", "/members/me/", "/webhooks/", "/cms/")


def open_access(*, hours: int, purpose: str) -> SupportAccess:
    return SupportAccess.objects.create(until=clock.now() + timedelta(hours=hours), purpose=purpose)


@transaction.atomic
def close_access() -> None:
    """Close what is open; a visit that goes on is over at its next click."""
    for access in SupportAccess.objects.open():
        visits = list(SupportVisit.objects.going_on().filter(access=access))
        access.withdraw()
        for visit in visits:
            visit.access = access
            visit.end()


def why_not(request: HttpRequest, operator: User, person: User) -> str:
    """What stands in the way of a visit as this person, in words; empty where nothing does."""
    if not SupportAccess.objects.open().exists():
        return _("The municipality has not let support in. A coordinator does it under Members.")
    if not _may_be_visited(person):
        return _("Only who has a role in this municipality, and does not operate Utblick, can be visited.")
    if not (settings.DEMO or _came_by_two_factors(request, operator)):
        return _("Log in with a second factor first.")
    return ""


def _may_be_visited(person: User) -> bool:
    return person.is_active and not person.is_operator and bool(memberships(person))


def _came_by_two_factors(request: HttpRequest, operator: User) -> bool:
    return any(one["method"] == "mfa" for one in get_authentication_records(request, operator))


@transaction.atomic
def begin(operator: User, person: User, *, reason: str) -> SupportVisit:
    """Begin a visit and tell the person and the coordinators. Raises what the mail server raises; then nothing has begun."""
    access = SupportAccess.objects.open().latest("until")
    visit: SupportVisit = SupportVisit.objects.create(access=access, person=person, operator=operator, reason=reason)
    coordinators = Membership.objects.current().filter(role=Role.COORDINATOR).values("user")
    for reader in User.objects.filter(pk__in=coordinators, is_active=True) | User.objects.filter(pk=person.pk):
        with translation.override(reader.language):
            _letter(visit, reader).send()
    return visit


def _letter(visit: SupportVisit, reader: User) -> EmailMessage:
    context = {"visit": visit, "home": scope.municipality().address, "is_own": reader.pk == visit.person_id}
    return EmailMessage(
        subject=_("Support looks in as %(person)s") % {"person": visit.person},
        body=render_to_string("accounts/mail/support_visit.txt", context),
        to=[reader.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def enter(request: HttpRequest, visit: SupportVisit) -> None:
    """Let this browser visit, under a new session key: the one before never shows what the person sees."""
    renew_key(request)
    request.session[VISIT] = visit.pk


def leave(request: HttpRequest) -> SupportVisit | None:
    """End the visit of this browser; the key that it was made with opens nothing more."""
    visit = SupportVisit.objects.filter(pk=request.session.pop(VISIT, None)).select_related("access", "person").first()
    renew_key(request)
    if visit and visit.ended_at is None:
        visit.end()
    return visit


def leave_at_log_out(sender: object, request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    """At Django's signal: also where the session is ended before it is known which municipality was asked for."""
    if request is None or user is None or VISIT not in request.session:
        return
    with scope.everywhere(user):
        visit = SupportVisit.objects.filter(pk=request.session[VISIT], ended_at=None).select_related("access").first()
    if visit:
        with scope.acting(visit.municipality, user):
            visit.end()


def of(request: HttpRequest) -> SupportVisit | None:
    """The visit that this browser makes here, also one that is over; None on the way out of it."""
    key = request.session.get(VISIT)
    if key is None or request.path.startswith(OWN):
        return None
    rows = SupportVisit.objects.select_related("person", "operator", "access")
    found: SupportVisit | None = rows.filter(pk=key, operator=request.user.pk).first()
    return found


def shown(request: HttpRequest, visit: SupportVisit, get_response: Answer) -> HttpResponse:
    """The answer as the person would have it; what is more than to look at a page is refused. Within no scope but this."""
    operator, here = request.user, visit.municipality
    with scope.acting(here, operator):  # type: ignore[arg-type]
        if not (visit.is_going_on and _may_be_visited(visit.person) and operator.is_operator):  # type: ignore[union-attr]
            return _over(request, visit)
    request.user, request.visit = visit.person, visit  # type: ignore[attr-defined]
    try:
        with scope.acting(here, visit.person, looks_only=True):
            response = _looked_at(request, get_response)
    finally:
        request.user = operator
    with scope.acting(here, operator):  # type: ignore[arg-type]
        _note(request, visit, response)
    return response


def _over(request: HttpRequest, visit: SupportVisit) -> HttpResponse:
    leave(request)
    return redirect(f"{reverse('operate:person')}?{urlencode({'email': visit.person.email})}")


def _looked_at(request: HttpRequest, get_response: Answer) -> HttpResponse:
    if request.method not in {"GET", "HEAD"} or request.path.startswith(CLOSED):
        return _refused(request)
    response = get_response(request)
    if hasattr(response, "render") and not getattr(response, "is_rendered", True):
        response.render()
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    is_file = "attachment" in response.headers.get("Content-Disposition", "")
    # What is no page leaves with the visitor: lists, reports, pictures of documents.
    return response if is_page and not is_file else _refused(request)


def _refused(request: HttpRequest) -> HttpResponse:
    return forbidden(request, PermissionDenied("a visit only looks"))


def _note(request: HttpRequest, visit: SupportVisit, response: HttpResponse) -> None:
    if response.status_code == 200:
        note_page(visit, request.path)
    elif response.status_code == 403:
        logger.warning("Visit %s by operator %s was refused something", visit.pk, visit.operator_id)
        _tell_once(visit, {"refused": f"{request.method} {request.path}"[:300]})


def note_page(visit: SupportVisit, path: str) -> None:
    """Let the trail tell that this page was looked at; once, however often it was."""
    _tell_once(visit, {"page": path[:300]})


def _tell_once(visit: SupportVisit, told: dict[str, str]) -> None:
    if not Entry.objects.filter(kind=visit.object_kind, object_id=visit.pk, after=told).exists():
        record(visit, Entry.Act.CHANGED, before={}, after=told)


def end_forgotten() -> int:
    """End in the trail too what was over without anybody's ending it. Returns how many."""
    rows = list(SupportVisit.objects.forgotten().select_related("access"))
    for visit in rows:
        visit.end()
    return len(rows)
