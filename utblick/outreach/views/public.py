"""The feed, the calendar and the open data, kept like the public pages."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.outreach import calendars, feeds
from utblick.outreach.open_data import pages
from utblick.outreach.open_data.files import KINDS
from utblick.outreach.open_data.tables import TABLES
from utblick.site.languages import ORIGINAL
from utblick.site.serving import answer


@open_to_all
@require_safe
def feed(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, feeds.feed, feeds.MEDIA_TYPE)


@open_to_all
@require_safe
def calendar(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, calendars.calendar, calendars.MEDIA_TYPE)


@open_to_all
@require_safe
def data(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, pages.data)


@open_to_all
@require_safe
def data_file(request: HttpRequest, table: str, ending: str) -> HttpResponseBase:
    """A table as a file. The same in every language: it holds what is written in each."""
    if table not in TABLES or ending not in KINDS:
        raise Http404
    kind = KINDS[ending]
    return shared(answer(request, ORIGINAL, lambda visit: kind.write(TABLES[table], visit), kind.media_type))


@open_to_all
@require_safe
def catalogue(request: HttpRequest, ending: str) -> HttpResponseBase:
    from utblick.outreach.open_data.catalogue import FORMATS, written  # rdflib takes long to load, and few ask for this

    if ending not in FORMATS:
        raise Http404
    return shared(answer(request, ORIGINAL, lambda visit: written(visit, ending), FORMATS[ending][1]))


def shared(response: HttpResponseBase) -> HttpResponseBase:
    """Other sites' pages may read it: there is nothing in it that is not for all."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
