"""A file that was refused for a virus stands in the audit trail: who handed it in, where, its name, and what was found."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from utblick.files import scanning
from utblick.journal.models import Entry, record
from utblick.tenancy import scope

type Answer = Callable[[HttpRequest], HttpResponse]


def viruses_in_the_trail(get_response: Answer) -> Answer:
    """Around all that is undone when a page falls, so that the entry is not."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with scanning.noted() as found:
            response = get_response(request)
        for one in found:
            _record(one, request.path)
        return response

    return middleware


def _record(one: scanning.Found, path: str) -> None:
    told = {"virus": one.virus, "file_refused": one.name, "handed_in_at": path, "sha256": one.digest}
    # Of the municipality, since what it was to be a part of may not be there yet.
    record(scope.municipality(), Entry.Act.CHANGED, before={}, after=told)
