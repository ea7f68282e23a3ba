"""A saved search as a private feed and calendar, and the way to stop its mails; without log-in, by who holds the address."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utblick.accounts import secret_address
from utblick.accounts.roles import open_to_all
from utblick.outreach import calendars, feeds, search_calendars, search_feeds, stopping
from utblick.watch import saved_searches
from utblick.watch.models import SavedSearch


@open_to_all
@require_safe
def search_feed(request: HttpRequest, key: str) -> HttpResponse:
    return _answer(request, key, search_feeds.feed, feeds.MEDIA_TYPE)


@open_to_all
@require_safe
def search_calendar(request: HttpRequest, key: str) -> HttpResponse:
    return _answer(request, key, search_calendars.calendar, calendars.MEDIA_TYPE)


type Writer = Callable[[SavedSearch, str], bytes]


def _answer(request: HttpRequest, key: str, write: Writer, media_type: str) -> HttpResponse:
    """As the owner would see it at this moment; 404 where the address, the search or the owner's role is gone."""
    address = secret_address.find(key, saved_searches.PURPOSE)
    if address is None:
        raise Http404
    with secret_address.acting_for(address):
        search = SavedSearch.objects.of(address.user).filter(pk=address.subject).first()
        if search is None or not address.user.has_perm(saved_searches.PERMISSION):
            raise Http404
        body = write(search, request.build_absolute_uri("/").rstrip("/"))
    return secret_address.private(HttpResponse(body, content_type=media_type))


@csrf_exempt  # the mail program's one click sends no cookie to guard, and the address itself is the permission
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails; opened in a browser, ask for the click first, since programs open what stands in mails."""
    searches = stopping.mailed(token)
    if searches is None:
        raise Http404
    again = stopping.stop(searches) if request.method == "POST" else ""
    context = {"searches": searches, "again": again, "is_done": request.method == "POST"}
    return secret_address.private(render(request, "outreach/stop.html", context))


@open_to_all
@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """Undo a stop."""
    count = stopping.start_again(request.POST.get("again", ""))
    if count is None:
        raise Http404
    return secret_address.private(render(request, "outreach/stop.html", {"is_back": True}))
