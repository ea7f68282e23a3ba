"""Log-in, second factor and own sessions, by allauth; without its pages for what nobody does here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from utblick.accounts.roles import open_to_all


@open_to_all
def closed(request: HttpRequest, key: str = "") -> HttpResponse:
    """Own addresses are not changed here: the coordinator gave the role to this one."""
    raise Http404


CLOSED = ["email/", "password/set/", "confirm-email/", "confirm-email/<path:key>/", "login/code/confirm/"]
urlpatterns = [*(path(one, closed) for one in CLOSED), path("", include("allauth.urls"))]
