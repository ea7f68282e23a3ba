"""Who is logged out in the middle of a form finds what was written again after log-in."""

from collections.abc import Callable
from typing import TypedDict
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from utblick.ui import kept

KEPT = "written"

type Answer = Callable[[HttpRequest], HttpResponse]


class Written(TypedDict):
    user: int
    address: str
    fields: kept.Fields


def kept_through_log_in(get_response: Answer) -> Answer:
    """Keep the form in the new session, for the one it was shown to, and go there after log-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            _forget_what_is_open_again(request)
        elif response.status_code in {302, 403} and (owner := kept.owner_of(request)):
            return _keep(request, owner)
        return response

    return middleware


def whole_page_logs_in(get_response: Answer) -> Answer:
    """A part of a page that is asked for after log-out gets no log-in page in its place: the whole page goes there, and back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        log_in = reverse("account_login")
        asked_for = response.headers.get("Location", "")
        if "HX-Request" not in request.headers or urlsplit(asked_for).path != log_in:
            return response
        shown = urlsplit(request.headers.get("HX-Current-URL", ""))
        came_from = urlencode({"next": f"{shown.path}?{shown.query}" if shown.query else shown.path})
        kept_form = KEPT in request.session
        return HttpResponse(headers={"HX-Redirect": asked_for if kept_form else f"{log_in}?{came_from}"})

    return middleware


def _keep(request: HttpRequest, owner: int) -> HttpResponse:
    fields = kept.fields_of(request.POST)
    request.session[KEPT] = Written(user=owner, address=request.get_full_path(), fields=fields)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': reverse('accounts:written')})}")


def _forget_what_is_open_again(request: HttpRequest) -> None:
    if request.method == "POST" and kept.RESUMED in request.POST:
        request.session.pop(KEPT, None)


def kept_for(request: HttpRequest) -> Written | None:
    """What this visitor wrote before being logged out. What another one wrote at the same browser is forgotten."""
    found: Written | None = request.session.get(KEPT)
    if found and found["user"] != request.user.pk:
        del request.session[KEPT]
        return None
    return found
