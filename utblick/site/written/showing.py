"""Shows the written pages to the public: found by language and path, drawn without the request and kept (site/serving.py)."""

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.site.serving import Visit, answer
from utblick.site.written.cards import drawn_card
from utblick.site.written.colours import check_colour
from utblick.site.written.drawing import drawn_page
from utblick.site.written.event_files import MEDIA_TYPE, drawn_event
from utblick.site.written.finding import Found, find
from utblick.site.written.languages import path_of
from utblick.site.written.models import Forwarding, Picture, Rendition, StartPage, WrittenPage
from utblick.tenancy import scope

YEAR = 31_536_000


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the start page in the visitor's language; where no site has been opened, to what the platform tells."""
    with scope.acting(scope.municipality()):
        is_open = StartPage.objects.exists()
    language = get_language_from_request(request)
    response = redirect("written:start", language) if is_open else redirect("site:home")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@open_to_all
@require_safe
def page(request: HttpRequest, language: str, path: str) -> HttpResponseBase:
    try:
        return answer(request, language, draw)
    except Http404:
        moved = (
            Forwarding.objects.current()
            .filter(old_path=request.path, page__live=True)
            .select_related("page__locale")
            .first()
        )
        if moved is None:
            raise
        return redirect(path_of(moved.page.locale.language_code, moved.page.url_path), permanent=True)


def draw(visit: Visit) -> bytes:
    found = find(visit.language, visit.arguments["path"])
    if found is None:
        raise Http404
    return drawn_page(found, visit)


def previewed(page: WrittenPage, request: HttpRequest) -> HttpResponse:
    """A draft, as its readers will see it."""
    visit = Visit(scope.municipality(), page.language, f"{request.scheme}://{request.get_host()}", "written:page")
    with scope.acting(scope.municipality()), translation.override(page.language):
        return HttpResponse(drawn_page(Found(page, page.language), visit))


@open_to_all
@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Only in the sizes that pages show, and only the municipality's own; the file's name tells its content."""
    found = get_object_or_404(Rendition.objects.filter(image__in=Picture.objects.all()), file=name)
    try:
        response = FileResponse(found.file.open("rb"))
    except FileNotFoundError as error:
        raise Http404(name) from error
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


@open_to_all
@require_safe
def colour(request: HttpRequest, code: str) -> HttpResponse:
    """The municipality's colour as a style sheet, as no style may stand in a page itself."""
    try:
        check_colour(f"#{code}")
    except ValidationError:
        raise Http404
    response = HttpResponse(f":root{{--s-own:#{code}}}\n", content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


@open_to_all
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture that shows where somebody shares the page."""
    return answer(request, translation.get_language(), drawn_card, content_type="image/png")


@open_to_all
@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For the visitor's own calendar."""
    return answer(request, translation.get_language(), drawn_event, content_type=MEDIA_TYPE)
