"""The error pages (settings.CSRF_FAILURE_VIEW and the handlers in config/urls.py name these), the look and the style guide."""

import sys
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.files import StoreAway
from utblick.ui import kept
from utblick.ui.navigation import THEME_COOKIE, THEMES
from utblick.ui.toasts import toast

YEAR = 365 * 24 * 3600
AT_HOME = "ui/page.html"
# What may be away and is mostly back soon, by how that shows.
AWAY: dict[str, tuple[type[Exception], ...]] = {"database": (OperationalError, InterfaceError), "files": (StoreAway,)}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also where a body is larger than is read at all. The request may be broken: nothing of it is asked."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("ui/errors/413.html"), status=413)
    return HttpResponse(render_to_string("ui/errors/400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Who lost the right while writing can still copy what was written."""
    written = kept.written(kept.fields_of(request.POST)) if kept.owner_of(request) else ""
    return render(request, "ui/errors/403.html", {"shell": shell_of(request), "written": written}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An undo that leads to nothing was done before, in another tab or by somebody else: that is told on the page it stands on."""
    if request.method == "POST" and "undo" in request.POST and shell_of(request) == AT_HOME:
        toast(
            request,
            _("There is nothing left to undo here: it has already been undone or changed."),
            level=messages.INFO,
        )
        return redirect(_came_from(request))
    return render(request, "ui/errors/404.html", {"shell": shell_of(request)}, status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Where something is asked for more often than is let: to be mailed a new password, say."""
    answer = render(request, "ui/errors/429.html", {"shell": shell_of(request)}, status=429)
    answer.headers["Retry-After"] = "300"
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Without user or database: either may be what failed. A form is shown to be sent again, and is then saved once."""
    away = next((name for name, kinds in AWAY.items() if isinstance(sys.exception(), kinds)), "")
    reference = request.META.get("HTTP_X_REQUEST_ID", "")  # operate/seen.py has put it there
    body = render_to_string("ui/errors/500.html", {"away": away, "reference": reference, **_unsaved(request)})
    return HttpResponse(body, status=503, headers={"Retry-After": "30"}) if away else HttpResponse(body, status=500)


def _unsaved(request: HttpRequest) -> dict[str, Any]:
    try:
        if kept.owner_of(request) is None:
            return {}
        found = kept.shown(kept.fields_of(request.POST), request.get_full_path())
        return {**found, "again": True, "files": bool(request.FILES), "csrf_token": request.POST["csrfmiddlewaretoken"]}
    except (SuspiciousOperation, OSError, KeyError):  # a body that could not be read: it may be what failed
        return {}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form had stood open too long, or came from elsewhere. Who it was shown to finds what was written, and the form again."""
    owner, user = kept.owner_of(request), getattr(request, "user", None)
    if user is None or owner is None or owner != user.pk:
        return HttpResponse(render_to_string("ui/errors/403.html", {"csrf": True}), status=403)
    found = kept.shown(kept.fields_of(request.POST), request.get_full_path())
    return render(request, "ui/errors/403.html", {"csrf": True, "shell": shell_of(request), **found}, status=403)


def shell_of(request: HttpRequest) -> str:
    """With menu and search for those who are logged in where there is a municipality; else a page of its own."""
    user = getattr(request, "user", None)
    at_home = bool(user and user.is_authenticated and getattr(request, "municipality", None))
    return AT_HOME if at_home else "ui/errors/bare.html"


def _came_from(request: HttpRequest) -> str:
    """The page that a form was sent from, within this site; else the first page."""
    back, host = request.headers.get("Referer", ""), request.get_host()
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={host}) else "/"


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or automatic in a cookie, and go back to where the choice was made."""
    wanted, back = request.POST.get("theme", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    if wanted in THEMES:
        response.set_cookie(
            THEME_COOKIE, wanted, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    return response


def favicon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for by themselves beside what is no page: a feed, a calendar."""
    return redirect(static("ui/logo.svg"))


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/about.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


for _open in (theme, about, accessibility):
    # The test over all pages asks each view which permission it wants; these want none (accounts is below this room).
    _open.permission = None  # type: ignore[attr-defined]
