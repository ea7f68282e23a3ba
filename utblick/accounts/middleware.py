"""The request's municipality, from the host name; in the demo also from a switch."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import translation
from django.utils.translation import gettext as _

from utblick.accounts import visiting
from utblick.accounts.models import Municipality, User
from utblick.accounts.roles import municipalities_of
from utblick.accounts.sessions import holds_at
from utblick.tenancy import scope

SWITCH = "municipality"
OUTSIDE = ("/health/", "/ready/", "/static/")


def chosen_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The language of the switch, else of the user, else Swedish: a municipality's tool speaks its language."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
        code = wanted if wanted in dict(settings.TOOL_LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
            response.headers.setdefault("Content-Language", code)
            return response

    return middleware


def municipality_scope(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OUTSIDE):
            with scope.everywhere():
                return get_response(request)
        municipality = _switched(request) or municipality_of(request.get_host())
        if municipality is None:
            return HttpResponseNotFound(_("No municipality answers at this address."), content_type="text/plain")
        return _within(request, municipality, get_response)

    return middleware


def _within(
    request: HttpRequest, municipality: Municipality, get_response: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    if not holds_at(request, municipality.pk):
        logout(request)
    request.municipality = municipality  # type: ignore[attr-defined]
    with scope.acting(municipality):
        visit = visiting.of(request)
    if visit:
        return visiting.shown(request, visit, get_response)
    user = request.user if request.user.is_authenticated else None
    with scope.acting(municipality, user):
        secrets = bool(user and user.has_perm("secrets.view"))
    with scope.acting(municipality, user, sees_secrets=secrets):
        response = get_response(request)
        # A template response is put together here, while the scope still stands.
        if hasattr(response, "render") and not getattr(response, "is_rendered", True):
            response.render()
        return response


def municipality_of(host: str) -> Municipality | None:
    """The municipality that answers at a host name; the only one, where an installation serves just one."""
    name = host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host
    return caches["local"].get_or_set(f"municipality:{name}", lambda: _find(name), 30)


def _find(name: str) -> Municipality | None:
    everyone = list(Municipality.objects.all()[:1000])
    named = [one for one in everyone if name in one.hosts.split()]
    unnamed = everyone[:1] if len(everyone) == 1 or settings.DEMO else []
    found = next(iter(named or unnamed), None)
    if found:
        # Every page asks; here the others are at hand.
        found.is_beside_a_region = Municipality.has_region_among(one.kind for one in everyone)
    return found


def begin_at_home(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """In the demo, where all log in at one address, begin where one has a role; at Django's signal for a log-in."""
    here = getattr(request, "municipality", None)
    own = municipalities_of(user) if settings.DEMO and here else []
    if own and here not in own:
        request.session[SWITCH] = own[0].pk


def _switched(request: HttpRequest) -> Municipality | None:
    chosen = request.session.get(SWITCH) if settings.DEMO else None
    return Municipality.objects.filter(pk=chosen).first() if chosen else None
