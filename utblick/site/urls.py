from django.urls import path

import utblick.site.languages  # noqa: F401  # registers the converter "language"
from utblick.site import establishing, registering, views, visits  # through guests.py: the converter "guest"
from utblick.site.accessible import public

app_name = "site"

urlpatterns = [
    path("", views.home, name="home"),
    path("visit/", visits.visit, name="visit"),
    path("<guest:language>/visit/", visits.visit_request, name="visit_request"),
    path("<guest:language>/visit/thanks/", visits.visit_thanks, name="visit_thanks"),
    path("sites/", establishing.vacant, name="vacant"),
    path("sites/pictures/<int:pk>/", establishing.site_picture, name="site_picture"),
    path("<guest:language>/sites/", establishing.vacant_sites, name="vacant_sites"),
    path("<guest:language>/sites/<int:pk>/", establishing.vacant_site, name="vacant_site"),
    path("establish/", establishing.establish, name="establish"),
    path("<guest:language>/establish/", establishing.enquiry, name="enquiry"),
    path("<guest:language>/establish/thanks/<str:receipt>/", establishing.enquiry_thanks, name="enquiry_thanks"),
    path("<language:language>/", views.front, name="front"),
    path("<language:language>/register/", registering.register, name="register"),
    path("<language:language>/register/thanks/", registering.registered, name="registered"),
    path("<language:language>/goals/", views.goals, name="goals"),
    path("<language:language>/initiatives/", views.initiatives, name="initiatives"),
    path("<language:language>/initiatives/<int:pk>/", views.initiative, name="initiative"),
    path("<language:language>/partners/", views.partners, name="partners"),
    path("<language:language>/results/", views.results, name="results"),
    path("<language:language>/about/", views.about, name="about"),
    path("<guest:language>/accessibility/", public.statement, name="accessibility"),
    path("<guest:language>/accessibility/tell/", public.remark, name="remark"),
    path("<guest:language>/accessibility/tell/thanks/<str:receipt>/", public.remark_thanks, name="remark_thanks"),
    path("<language:language>/reports/<int:pk>/", views.report, name="report"),
    path("<language:language>/reports/<int:pk>/<str:format>/", views.document, name="document"),
]
