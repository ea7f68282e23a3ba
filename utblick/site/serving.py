"""Public pages are drawn without the request, as the municipality's system and without the right to see secrets: who looks can
never make a difference to what is kept (keeping.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from utblick.accounts.context import is_demo
from utblick.accounts.models import Municipality
from utblick.site.keeping import for_anybody
from utblick.site.languages import CODES, OWN_NAMES, TERRITORIES
from utblick.tenancy import scope
from utblick.ui.navigation import VERSION

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


def answer(request: HttpRequest, language: str, draw: Draw, content_type: str = HTML) -> HttpResponse:
    """The page for this visit. Raises what `draw` raises (Http404), and nothing is kept then."""
    visit = visit_of(request, language)
    with translation.override(language):
        response = for_anybody(request, lambda: HttpResponse(draw(visit), content_type=content_type))
    response.headers["Content-Language"] = language
    return response


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
