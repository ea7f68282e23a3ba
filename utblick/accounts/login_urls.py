"""Log-in, second factor and own sessions, by allauth, and log-in by a mailed link; without its pages for what nobody does here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from utblick.accounts import link_views, session_views
from utblick.accounts.roles import open_to_all


@open_to_all
def closed(request: HttpRequest, key: str = "") -> HttpResponse:
    """Own addresses are not changed here: the coordinator gave the role to this one."""
    raise Http404


CLOSED = ["email/", "password/set/", "confirm-email/", "confirm-email/<path:key>/", "login/code/confirm/"]
urlpatterns = [
    path("link/", link_views.ask_for_link, name="ask_for_link"),
    path("link/<str:token>/", link_views.open_log_in_link, name="open_log_in_link"),
    *(path(one, closed) for one in CLOSED),
    path("sessions/", session_views.own_sessions, name="usersessions_list"),
    path("", include("allauth.urls")),
]
