from django.urls import path

from utblick.ui import styleguide, views

app_name = "ui"

urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("styleguide/", styleguide.page, name="styleguide"),
]
