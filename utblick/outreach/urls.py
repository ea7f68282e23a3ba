from django.urls import path

import utblick.site.languages  # noqa: F401  # registers the converter "language"
from utblick.outreach import views

app_name = "outreach"

urlpatterns = [
    path("<language:language>/feed.atom", views.feed, name="feed"),
    path("<language:language>/calendar.ics", views.calendar, name="calendar"),
]
