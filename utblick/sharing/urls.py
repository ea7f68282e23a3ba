from django.urls import path

from utblick.sharing import views

app_name = "sharing"

urlpatterns = [
    path("", views.home, name="home"),
    path("with/<int:region>/", views.share, name="share"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("shown/", views.preview, name="preview"),
    path("shown/<int:pk>/", views.own, name="own"),
    path("shown/<int:pk>/withhold/", views.withhold, name="withhold"),
    path("shown/<int:pk>/release/", views.release, name="release"),
    path("region/", views.works, name="works"),
    path("region/initiatives/", views.initiatives, name="initiatives"),
    path("region/initiatives/<int:pk>/", views.initiative, name="initiative"),
    path("region/figures/", views.figures, name="figures"),
]
