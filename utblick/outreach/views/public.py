"""The feed and the calendar, kept like the public pages."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.outreach import calendars, feeds
from utblick.site.serving import answer


@open_to_all
@require_safe
def feed(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, feeds.feed, feeds.MEDIA_TYPE)


@open_to_all
@require_safe
def calendar(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, calendars.calendar, calendars.MEDIA_TYPE)
