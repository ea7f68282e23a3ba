"""What anybody may read is drawn once and kept until something changes.

A kept page is found before sessions, log-in and the search for a view, so that a crowd costs little. It holds as long as the newest
entries of the audit trail are those that it was drawn at: one small query tells, in every process. Who has a session passes by.
"""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from utblick.accounts.middleware import municipality_of
from utblick.journal.models import Entry
from utblick.site.reach.noting import OfCampaign, campaigns_at, note
from utblick.site.reach.readers import ASKED
from utblick.tenancy import scope

LIFE = 300
"""Seconds that a drawn page is kept, changed or not."""
FRESH = 60
"""Seconds that a visitor's browser need not ask again."""
# Several, since entries may be committed in another order than they were numbered.
NEWEST = 20
ADDED = ("utm_", "fbclid", "gclid", "msclkid", ASKED)
"""What short addresses, mail and advertising programs hang on an address begins so, and tells a page nothing."""
PACKED = ("text/", "application/atom+xml", "application/xml", "application/json")

type Answer = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a public page depends on, beside its address."""

    municipality: int
    day: date
    newest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    body: bytes
    headers: Mapping[str, str]
    drawn_at: Moment
    campaigns: tuple[OfCampaign, ...]

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        note(request, self.headers["Content-Language"], self.campaigns)
        response = HttpResponse(self.body, headers=self.headers)
        if "Content-Encoding" in self.headers and "gzip" not in request.headers.get("Accept-Encoding", ""):
            response = HttpResponse(gzip.decompress(self.body), headers=self.headers)
            del response.headers["Content-Encoding"]
        response.headers["Content-Length"] = str(len(response.content))
        found: HttpResponseBase | None = get_conditional_response(request, self.headers["ETag"], response=response)
        return found or response


def moment() -> Moment:
    """Of the running municipality. To be asked before the rows are: what is drawn is never older than it says."""
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST]
    return Moment(scope.municipality_id(), timezone.localdate(), tuple(newest))


def for_anybody(request: HttpRequest, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """A page that may be kept: drawn as the municipality's system, without the right to see secrets, whoever asks."""
    with scope.acting(scope.municipality()):
        drawn_at = moment()
        response = draw()
        response.campaigns = campaigns_at(request.path)  # type: ignore[attr-defined]
    # Who works here has just published something and wants to see it; in the demo the host may mean another municipality.
    patch_cache_control(response, public=True, max_age=0 if request.user.is_authenticated else FRESH)
    response.drawn_at = drawn_at  # type: ignore[attr-defined]
    return response


def kept_pages(get_response: Answer) -> Answer:
    """The short way. It stands before everything that asks who it is."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        kept: Kept | None = caches["pages"].get(key) if key else None
        if kept and _holds(kept, request):
            return kept.answer(request)
        response = get_response(request)
        kept = _kept(response) if key else None
        if kept is None:
            note(request, response.headers.get("Content-Language", ""), getattr(response, "campaigns", ()))
            return response
        caches["pages"].set(key, kept, LIFE)
        return kept.answer(request)

    return middleware


def _key(request: HttpRequest) -> str:
    """Empty where nothing may be kept: for who has a session, and for what the address asks beside the number of a page."""
    asked = {name for name in request.GET if not name.startswith(ADDED)}
    if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES or asked - {"page"}:
        return ""
    address = f"{request.scheme}://{request.get_host()}{request.path}?{request.GET.get('page', '')}"
    return blake2b(address.encode(errors="replace"), digest_size=16).hexdigest()


def _holds(kept: Kept, request: HttpRequest) -> bool:
    municipality = municipality_of(request.get_host())
    if municipality is None:
        return False
    with scope.acting(municipality):
        return kept.drawn_at == moment()


def _kept(response: HttpResponseBase) -> Kept | None:
    """None for what is not for anybody."""
    drawn_at: Moment | None = getattr(response, "drawn_at", None)
    if drawn_at is None or response.status_code != 200 or response.cookies or not isinstance(response, HttpResponse):
        return None
    body = response.content
    # Weak, since packed or not it is the same page.
    response.headers["ETag"] = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    if response.headers["Content-Type"].startswith(PACKED):
        body = gzip.compress(body)
        response.headers["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
    return Kept(body, dict(response.headers), drawn_at, response.campaigns)  # type: ignore[attr-defined]
