"""Log-in, second factor and own sessions, by allauth; without its pages for what nobody does here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from utblick.accounts.roles import open_to_all


@open_to_all
def closed(request: HttpRequest) -> HttpResponse:
    """Own addresses are not changed here: the address is whom the municipality knows."""
    raise Http404


urlpatterns = [path("email/", closed), path("password/set/", closed), path("", include("allauth.urls"))]
