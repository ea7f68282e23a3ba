"""The addresses of the public pages. What each page says is in pages.py; all are drawn and kept by serving.py."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.followup.documents.making import KINDS, file_name
from utblick.followup.models import Rendering
from utblick.site import pages, published
from utblick.site.languages import nearest
from utblick.site.serving import answer


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the pages in the visitor's language."""
    response = HttpResponseRedirect(reverse("site:front", args=[nearest(get_language_from_request(request))]))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@open_to_all
@require_safe
def front(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, pages.front)


@open_to_all
@require_safe
def goals(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, pages.goals)


@open_to_all
@require_safe
def initiatives(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, pages.initiatives)


@open_to_all
@require_safe
def initiative(request: HttpRequest, language: str, pk: int) -> HttpResponseBase:
    return answer(request, language, pages.initiative)


@open_to_all
@require_safe
def partners(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, pages.partners)


@open_to_all
@require_safe
def results(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, pages.results)


@open_to_all
@require_safe
def about(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, pages.about)


@open_to_all
@require_safe
def report(request: HttpRequest, language: str, pk: int) -> HttpResponseBase:
    return answer(request, language, pages.report)


@open_to_all
@require_safe
def document(request: HttpRequest, language: str, pk: int, format: str) -> HttpResponse:
    """A published report as the file that was made when it was frozen."""
    if format not in Rendering.Format:
        raise Http404
    one = get_object_or_404(published.reports(), pk=pk)
    rendering = get_object_or_404(published.documents(one), format=format)
    response = HttpResponse(bytes(rendering.body), content_type=KINDS[Rendering.Format(format)].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(one, format)}"'
    return response
