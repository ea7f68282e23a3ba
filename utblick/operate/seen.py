"""What an answered request comes to, for those who count and for the log: no address, no name, nothing that was asked or written.

Outermost but for the probes, so that what the middleware within answers by itself is seen too. Each request bears an id, which
comes back in a header, stands in every line that the log has of it, and on the page that tells of a fault.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from django.utils.module_loading import import_string

from utblick.operate.logs import request_id
from utblick.operate.methods import METHODS

HEADER = "X-Request-ID"
# What nginx gives as $request_id, or a UUID; anything else from outside is not taken into the log.
GIVEN = re.compile(r"[0-9a-f]{8}[0-9a-f-]{0,40}")

type Answer = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Seen:
    """One answered request. `seconds` to the first byte; `user` and `municipality` by their keys, `ip` only where it is logged."""

    method: str
    room: str
    route: str
    status: int
    seconds: float
    municipality: int | None
    user: int | None
    ip: str


def seen(get_response: Answer) -> Answer:
    tellers: list[Callable[[Seen], None]] = [import_string(path) for path in settings.TELL_REQUESTS_TO]

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        name = request.META["HTTP_X_REQUEST_ID"] = _named(request.META.get("HTTP_X_REQUEST_ID", ""))
        token = request_id.set(name)
        try:
            response = get_response(request)
            response.headers[HEADER] = name
            if tellers:
                one = _seen(request, response.status_code, time.perf_counter() - began)
                for tell in tellers:
                    tell(one)
            return response
        finally:
            request_id.reset(token)

    return middleware


def _named(given: str) -> str:
    return given if GIVEN.fullmatch(given) else token_hex(16)


def _seen(request: HttpRequest, status: int, seconds: float) -> Seen:
    match = request.resolver_match
    municipality = getattr(request, "municipality", None)
    # The user as far as somebody has asked for them: to ask now could cost a query, or fail.
    user = request.__dict__.get("_cached_user")
    return Seen(
        method=str(request.method) if request.method in METHODS else "other",
        room=_room(match, request.path, status),
        route=match.view_name if match else "",
        status=status,
        seconds=seconds,
        municipality=municipality and municipality.pk,
        user=user and user.pk,
        ip=_ip(request.META) if settings.LOG_IP else "",
    )


def _ip(meta: dict[str, str]) -> str:
    """As our own proxies tell it: what stands before them in the list, anybody may have written."""
    told = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    return told[-proxies] if 0 < proxies <= len(told) else meta.get("REMOTE_ADDR", "")


def _room(match: ResolverMatch | None, path: str, status: int) -> str:
    """The room of the view, or the library; `kept` for what was answered from memory, `unmet` for what met no view."""
    if match:
        library, _, rest = str(match.func.__module__).partition(".")
        return rest.partition(".")[0] if library == "utblick" else library
    if path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return "static"
    return "kept" if status in {200, 304} else "unmet"
