"""Addresses for one person: secret ones, read by programs, and those within a mail."""

from django.urls import path

from utblick.outreach.views import matches, searches, subscription

app_name = "private"

urlpatterns = [
    path("search/<str:key>/deadlines.ics", searches.search_calendar, name="search_calendar"),
    path("search/<str:key>/feed.atom", searches.search_feed, name="search_feed"),
    path("stop/<str:token>/", searches.stop, name="stop"),
    path("matches/<str:token>/stop/", matches.stop_matches, name="stop_matches"),
    path("matches/<str:token>/start-again/", matches.start_matches, name="start_matches"),
    path("start-again/", searches.start_again, name="start_again"),
    path("confirm/<str:token>/", subscription.confirm, name="confirm"),
    path("newsletter/<str:token>/", subscription.subscription, name="subscription"),
    path("newsletter/<str:token>/leave/", subscription.leave, name="leave"),
    path("newsletter/<str:token>/come-back/", subscription.come_back, name="come_back"),
    path("newsletter/<str:token>/kept.json", subscription.extract, name="extract"),
    path("newsletter/<str:token>/erase/", subscription.erase, name="erase"),
]
