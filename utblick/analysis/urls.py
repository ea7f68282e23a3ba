from django.urls import path

from utblick.analysis.views import pivot

app_name = "analysis"

urlpatterns = [
    path("", pivot.pivot, name="pivot"),
    path("rows/", pivot.behind, name="behind"),
]
