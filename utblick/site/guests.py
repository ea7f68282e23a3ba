"""Public pages in a guest's language, also where the rest of the site is not in it; and the forms on them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import register_converter, reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from utblick.accounts.context import is_demo
from utblick.partners.documents.guests import LOCALES
from utblick.partners.models import GuestLanguage
from utblick.site.languages import CODES
from utblick.site.serving import Visit
from utblick.tenancy import scope
from utblick.ui.navigation import VERSION

ENGLISH = "en"


class GuestLanguageConverter:
    regex = "|".join(LOCALES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(GuestLanguageConverter, "guest")


def own_language(request: HttpRequest) -> str:
    """What the visitor's browser asks for, of those that guests are written to in."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = [code.split("-")[0].replace("no", "nb").replace("nn", "nb") for code, _weight in asked]
    return next((code for code in wanted if code in LOCALES), ENGLISH)


def to_own_language(request: HttpRequest, url_name: str) -> HttpResponse:
    """To the page in the visitor's language."""
    response = HttpResponseRedirect(reverse(url_name, args=[own_language(request)]))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def form_page(
    request: HttpRequest, template: str, language: str, said: Mapping[str, str], **facts: Any
) -> HttpResponse:
    """A page with a form, which has a stamp of its own and is never kept."""
    response = page(request, template, language, said, csrf_token=get_token(request), **facts)
    add_never_cache_headers(response)
    return response


def page(
    request: HttpRequest,
    template: str,
    language: str,
    said: Mapping[str, str],
    *,
    title: str,
    description: str,
    status: int = 200,
    **facts: Any,
) -> HttpResponse:
    """Within the public shell; what the shell says in no language of the guest's is in English."""
    match = request.resolver_match
    assert match is not None
    shell = language if language in CODES else ENGLISH
    municipality, root = scope.municipality(), f"{request.scheme}://{request.get_host()}"
    told = {name: text.replace("{municipality}", municipality.name) for name, text in said.items()}
    here = {**match.kwargs, "language": language}
    context = {
        "visit": Visit(municipality, shell, root, "site:front"),
        "municipality": municipality,
        "LANGUAGE_CODE": language,
        "demo": is_demo(municipality),
        "is_own": language == shell,
        "said": told,
        "title": title.replace("{municipality}", municipality.name),
        "description": description.replace("{municipality}", municipality.name),
        "guest_languages": [
            (code, name, reverse(match.view_name, kwargs={**here, "language": code}))
            for code, name in GuestLanguage.choices
        ],
        "here": root + reverse(match.view_name, kwargs=here),
        "version": VERSION,
        **facts,
    }
    with translation.override(shell), scope.acting(municipality):
        response = HttpResponse(render_to_string(template, context), status=status)
    response.headers["Content-Language"] = language
    return response
