from django.urls import path

import utblick.site.guests
import utblick.site.languages  # noqa: F401  # they register the converters "guest" and "language"
from utblick.outreach.views import newsletter, public

app_name = "outreach"

urlpatterns = [
    path("<language:language>/feed.atom", public.feed, name="feed"),
    path("<language:language>/calendar.ics", public.calendar, name="calendar"),
    path("<language:language>/data/", public.data, name="data"),
    path("data/catalogue.<str:ending>", public.catalogue, name="catalogue"),
    path("data/<str:table>.<str:ending>", public.data_file, name="data_file"),
    path("<guest:language>/newsletter/", newsletter.archive, name="archive"),
    path("<guest:language>/newsletter/feed.atom", newsletter.feed, name="digest_feed"),
    path("<guest:language>/newsletter/calendar.ics", newsletter.calendar, name="digest_calendar"),
    path("<guest:language>/newsletter/subscribe/", newsletter.subscribe, name="subscribe"),
    path("<guest:language>/newsletter/subscribe/thanks/", newsletter.thanks, name="thanks"),
    path("<guest:language>/newsletter/<int:pk>/", newsletter.digest, name="digest"),
    path("<guest:language>/newsletter/<int:pk>/way/<int:entry>/", newsletter.way, name="way"),
]
