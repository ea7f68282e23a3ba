"""How long a log-in holds and where, and that nothing of it stays behind in the browser.

A session ends 12 hours after log-in (SESSION_COOKIE_AGE) and after 2 hours without a visit (SESSION_IDLE_AGE), whichever is
first; Django's own expiry would be moved forward by every save.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from utblick.accounts.models import User

BEGUN, SEEN, AT = "begun", "seen", "at"
# The last visit is written no more often than this, in seconds: a save for each page would cost more than it tells.
GRAIN = 300

BY_PROVIDER = "provider"
"""The method of a log-in by a municipality's identity provider (utblick/federation), as it is recorded in the session."""

type Answer = Callable[[HttpRequest], HttpResponse]


def begin(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    """Start the clocks, and note where it was, at Django's signal for a log-in."""
    request.session[BEGUN] = request.session[SEEN] = int(time.time())
    here = getattr(request, "municipality", None)
    request.session[AT] = here.pk if here else None


def renew_key(request: HttpRequest) -> None:
    """Go on under a new session key: the one before opens nothing more."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def renew_once_confirmed(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    """At allauth's signal for a code or a passkey; a log-in gets its new key from Django."""
    if kwargs["reauthenticated"]:
        renew_key(request)


def end_others(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """At allauth's signals for a second factor that was added, taken away or made anew."""
    end_other_sessions(request, user)


def session_ends_in_time(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _hold_or_end(request, int(time.time()))
        return get_response(request)

    return middleware


def _hold_or_end(request: HttpRequest, now: int) -> None:
    begun, seen = request.session.get(BEGUN, 0), request.session.get(SEEN, 0)
    if now - begun > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
        logout(request)
    elif now - seen > GRAIN:
        request.session[SEEN] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def holds_at(request: HttpRequest, municipality_id: int) -> bool:
    """Whether the log-in was made at this municipality. What opens one, such as its identity provider, opens no other.

    A browser keeps the cookie to the host by itself; this holds whoever copies it. In the demo all share one host.
    """
    return settings.DEMO or request.session.get(AT) in (None, municipality_id)


def by_provider(request: HttpRequest) -> list[dict[str, Any]]:
    """What was recorded when the visitor came in by an identity provider; nothing for who came in by another way."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return [one for one in records if one["method"] == BY_PROVIDER]


def kept_by_no_cache(get_response: Answer) -> Answer:
    """No cache keeps what somebody logged in saw; after log-out the browser forgets the rest. Open pages say `public`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        before = request.user.is_authenticated
        response = get_response(request)
        after = request.user.is_authenticated
        if (before or after) and "public" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)
        if before and not after:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware
