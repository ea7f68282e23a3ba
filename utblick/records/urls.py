from django.urls import path

from utblick.records import processing_views, views

app_name = "records"

urlpatterns = [
    path("", views.home, name="home"),
    path("archive/<str:kind>/", views.closed_cases, name="archive"),
    path("archive/<str:kind>/<int:pk>/package/", views.archive_package, name="archive_package"),
    path("processing/", processing_views.processing, name="processing"),
    path("processing/<str:table>/", processing_views.processing_sheet, name="processing_sheet"),
    path("exports/", views.exports, name="exports"),
    path("exports/ask/", views.ask_export, name="ask_export"),
    path("exports/<int:pk>/progress/", views.export_progress, name="export_progress"),
    path("exports/<int:pk>/file/", views.export_file, name="export_file"),
    path("exports/<int:pk>/throw-away/", views.throw_away_export, name="throw_away_export"),
]
