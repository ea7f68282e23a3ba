from django.urls import path

import utblick.site.languages  # noqa: F401  # registers the converter "language"
from utblick.site import views

app_name = "site"

urlpatterns = [
    path("", views.home, name="home"),
    path("<language:language>/", views.front, name="front"),
    path("<language:language>/goals/", views.goals, name="goals"),
    path("<language:language>/initiatives/", views.initiatives, name="initiatives"),
    path("<language:language>/initiatives/<int:pk>/", views.initiative, name="initiative"),
    path("<language:language>/partners/", views.partners, name="partners"),
    path("<language:language>/results/", views.results, name="results"),
    path("<language:language>/about/", views.about, name="about"),
    path("<language:language>/accessibility/", views.accessibility, name="accessibility"),
    path("<language:language>/reports/<int:pk>/", views.report, name="report"),
    path("<language:language>/reports/<int:pk>/<str:format>/", views.document, name="document"),
]
