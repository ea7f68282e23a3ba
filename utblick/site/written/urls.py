from django.urls import path, register_converter

from utblick.site.written import founding, showing, sitemaps
from utblick.site.written.languages import PublicLanguageConverter

register_converter(PublicLanguageConverter, "public")

app_name = "written"

urlpatterns = [
    path("start/", showing.home, name="home"),
    path("pages/open/", founding.open_public_site, name="open"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("colours/<slug:code>.css", showing.colour, name="colour"),
    path("cards/<int:pk>.png", showing.card, name="card"),
    path("events/<int:pk>.ics", showing.event, name="event"),
    path("pictures/<path:name>", showing.picture, name="picture"),
    path("<public:language>/", showing.page, {"path": ""}, name="start"),
    path("<public:language>/<path:path>", showing.page, name="page"),
]
