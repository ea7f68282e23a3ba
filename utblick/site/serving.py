"""A public page is drawn once and kept until something changes.

It is drawn without the request, as the municipality's system and without the right to see secrets: who looks can never make
a difference to what is kept. What is kept is found again by the newest entries of the audit trail, so it is never older than
the last change; a repeated visit costs one small query, and one with an ETag gets no body.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control

from utblick.accounts.context import is_demo
from utblick.accounts.models import Municipality
from utblick.journal.models import Entry
from utblick.site.languages import CODES, OWN_NAMES, TERRITORIES
from utblick.tenancy import scope
from utblick.ui.navigation import VERSION

LIFE = 300
"""Seconds that a drawn page is kept, changed or not."""
FRESH = 60
"""Seconds that a visitor's browser need not ask again."""
# Several, since entries may be committed in another order than they were numbered.
NEWEST = 20
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page may know of the visit it is drawn for: where it stands, in which language; never who looks."""

    municipality: Municipality
    language: str
    root: str
    """Scheme and host, as "https://stromsund.example"."""
    url_name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    page: int = 1

    def address(self, url_name: str = "", language: str = "", **arguments: Any) -> str:
        """The whole address of a public page; of this one in another language where only that is given."""
        known = arguments if url_name else self.arguments
        return self.root + reverse(url_name or self.url_name, kwargs={**known, "language": language or self.language})


@dataclass(frozen=True, slots=True)
class Kept:
    body: bytes
    etag: str


type Draw = Callable[[Visit], bytes]


def visit_of(request: HttpRequest, language: str) -> Visit:
    match = request.resolver_match
    assert match is not None
    asked = request.GET.get("page", "")
    return Visit(
        municipality=scope.municipality(),
        language=language,
        root=f"{request.scheme}://{request.get_host()}",
        url_name=match.view_name,
        arguments={name: value for name, value in match.kwargs.items() if name != "language"},
        page=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1,
    )


def answer(request: HttpRequest, language: str, draw: Draw, content_type: str = HTML) -> HttpResponseBase:
    """The page for this visit, drawn or kept. Raises what `draw` raises (Http404), and keeps nothing then."""
    visit = visit_of(request, language)
    with scope.acting(visit.municipality):
        kept = _kept(visit, draw)
    response = HttpResponse(kept.body, content_type=content_type)
    response.headers["ETag"] = kept.etag
    response.headers["Content-Language"] = language
    # Who works here has just published something and wants to see it; in the demo the host may mean another municipality.
    patch_cache_control(response, public=True, max_age=0 if request.user.is_authenticated else FRESH)
    found: HttpResponseBase = get_conditional_response(request, etag=kept.etag, response=response) or response
    return found


def _kept(visit: Visit, draw: Draw) -> Kept:
    key = _key(visit)
    kept: Kept | None = caches["local"].get(key)
    if kept is None:
        with translation.override(visit.language):
            body = draw(visit)
        kept = Kept(body, f'"{blake2b(body, digest_size=12).hexdigest()}"')
        caches["local"].set(key, kept, LIFE)
    return kept


def _key(visit: Visit) -> str:
    """Names the page, and all that it depends on. Read before the rows are: what is drawn is never older than its name."""
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST]
    facts = (visit.root, visit.url_name, visit.arguments, visit.page, timezone.localdate(), list(newest))
    digest = blake2b(repr(facts).encode(), digest_size=16).hexdigest()
    return f"public:{visit.municipality.pk}:{visit.language}:{digest}"


def drawn(template: str, visit: Visit, **facts: Any) -> bytes:
    """A page in the public shell. `facts` holds at least `title` and `description`."""
    municipality = visit.municipality
    return render_to_string(
        template,
        {
            "visit": visit,
            "municipality": municipality,
            "LANGUAGE_CODE": visit.language,
            "demo": is_demo(municipality),
            "version": VERSION,
            "here": visit.address(),
            "territory": TERRITORIES[visit.language],
            "languages": [(code, OWN_NAMES[code], visit.address(language=code)) for code in CODES],
            "choose_language": visit.root + reverse("site:home"),
            **facts,
        },
    ).encode()
