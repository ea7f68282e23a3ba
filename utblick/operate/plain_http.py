"""A program that asks without TLS is refused, not sent on: it would never be mended, and send its key in the open each time."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FOR_PROGRAMS = ("/api/", "/private/")
"""Where a key comes with the request, in its head or in its address."""


def programs_come_by_tls(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and request.path.startswith(FOR_PROGRAMS) and not request.is_secure():
            told = "Ask by https:// alone. A key that was sent here is known to others now: revoke it.\n"
            return HttpResponse(told, status=403, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware
