"""Every page that search engines may tell of, each with its twins in other languages."""

from collections import defaultdict
from collections.abc import Iterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from utblick.accounts.roles import open_to_all
from utblick.site.languages import CODES
from utblick.site.serving import Visit, answer
from utblick.site.written.languages import ORIGINAL, path_of

WORK = ("front", "initiatives", "partners", "results", "goals")
type Twins = list[tuple[str, str]]


@open_to_all
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    return answer(request, ORIGINAL, drawn, content_type="application/xml; charset=utf-8")


def drawn(visit: Visit) -> bytes:
    rows = [(url, twins) for twins in _families(visit.root) for _code, url in twins]
    return render_to_string("written/sitemap.xml", {"rows": rows}).encode()


def _families(root: str) -> Iterator[Twins]:
    families: dict[object, Twins] = defaultdict(list)
    for page in Page.objects.live().filter(depth__gt=1).select_related("locale"):
        code = page.locale.language_code
        families[page.translation_key].append((code, root + path_of(code, page.url_path)))
    yield from families.values()
    for name in WORK:
        yield [(code, root + reverse(f"site:{name}", args=[code])) for code in CODES]
