"""Stopping the mails about what fits a local actor; without log-in, by who holds the address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from utblick.accounts import secret_address
from utblick.accounts.roles import open_to_all
from utblick.actors.models import Representative
from utblick.outreach import match_stopping


@csrf_exempt  # the mail program's one click sends no cookie to guard, and the address itself is the permission
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def stop_matches(request: HttpRequest, token: str) -> HttpResponse:
    """Opened in a browser, ask for the click first, since programs open what stands in mails."""
    reader = _reader(token)
    if request.method == "POST":
        match_stopping.set_unmailed(reader, True)
    return _page(request, reader, token)


@open_to_all
@require_POST
def start_matches(request: HttpRequest, token: str) -> HttpResponse:
    """Undo a stop."""
    reader = _reader(token)
    match_stopping.set_unmailed(reader, False)
    return _page(request, reader, token)


def _reader(token: str) -> Representative:
    reader = match_stopping.reader_of(token)
    if reader is None:
        raise Http404
    return reader


def _page(request: HttpRequest, reader: Representative, token: str) -> HttpResponse:
    context = {"reader": reader, "token": token, "is_done": request.method == "POST"}
    return secret_address.private(render(request, "outreach/stop_matches.html", context))
