"""Log-in, second factor and own sessions, by allauth."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
