from django.urls import path

import utblick.site.languages  # noqa: F401  # registers the converter "language"
from utblick.site import registering, views, visits  # visits registers the converter "guest"

app_name = "site"

urlpatterns = [
    path("", views.home, name="home"),
    path("visit/", visits.visit, name="visit"),
    path("<guest:language>/visit/", visits.visit_request, name="visit_request"),
    path("<guest:language>/visit/thanks/", visits.visit_thanks, name="visit_thanks"),
    path("<language:language>/", views.front, name="front"),
    path("<language:language>/register/", registering.register, name="register"),
    path("<language:language>/register/thanks/", registering.registered, name="registered"),
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
