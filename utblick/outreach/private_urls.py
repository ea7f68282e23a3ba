"""Addresses for one person: secret ones, read by programs, and those within a mail."""

from django.urls import path

from utblick.outreach import private

app_name = "private"

urlpatterns = [
    path("search/<str:key>/deadlines.ics", private.search_calendar, name="search_calendar"),
    path("search/<str:key>/feed.atom", private.search_feed, name="search_feed"),
    path("stop/<str:token>/", private.stop, name="stop"),
    path("start-again/", private.start_again, name="start_again"),
]
