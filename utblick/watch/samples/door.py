"""The door of the demonstration: the sources of the samples answer without a network, others are asked as ever."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Self
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.utils import timezone

from utblick.watch.connectors import Request, connector
from utblick.watch.errors import NotThere, Trouble
from utblick.watch.http import Fetched
from utblick.watch.models import Sighting, Source
from utblick.watch.post import PostDoor
from utblick.watch.samples import SOURCES, narrowed, sample_answers, sample_pages

KINDS = {source.address: source.kind for source in SOURCES}
# The newest of the samples' tellings: the day it was first heard is the day they tell of.
NEWEST = "900104-"


class SampleDoor(PostDoor):
    """Answers for the addresses of `answers`; no other address under the reserved name `.example` is there."""

    def __init__(self, answers: Mapping[str, bytes], pages: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allow=settings.FETCH_ALLOW)
        self._bodies = {question(address): body for address, body in answers.items()}
        self._pages = dict(pages or {})
        self._searches = {place_of(url): body for (url, content), body in self._bodies.items() if content}

    @classmethod
    def on(cls, day: date) -> Self:
        return cls(sample_answers(day), sample_pages(day))

    def fetch(self, request: Request) -> Fetched:
        told = self._told(request)
        if isinstance(told, Trouble):
            raise told
        return told or super().fetch(request)

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | Trouble]]:
        others = []
        for request in requests:
            if told := self._told(request):
                yield request, told
            else:
                others.append(request)
        if others:
            yield from super().fetch_all(others)

    def _told(self, request: Request) -> Fetched | Trouble | None:
        body = self._bodies.get((request.url, request.content)) or self._pages.get(urldefrag(request.url).url)
        if body is None and request.content and (search := self._searches.get(place_of(request.url))):
            body = narrowed(search, request.content)
        if body is not None:
            return Fetched(request, 200, request.url, {}, body)
        host = urlsplit(request.url).hostname or ""
        return NotThere("not_found", "404") if host.endswith(".example") else None


def place_of(url: str) -> str:
    """Where a portal is asked, whatever for."""
    return urldefrag(url).url.partition("?")[0]


def question(address: str) -> tuple[str, bytes]:
    asked = connector(KINDS.get(address, Source.Kind.FEED)).ask(address)
    return asked.url, asked.content


def told_on() -> date:
    """The samples stand still: told anew each day, every deadline in them would move a day."""
    heard = Sighting.objects.filter(source__address__in=KINDS, external_id__startswith=NEWEST)
    first = heard.order_by("seen_at").first()
    return timezone.localdate(first.seen_at) if first else timezone.localdate()
