from django.urls import path

from utblick.records import views

app_name = "records"

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/ask/", views.ask_export, name="ask_export"),
    path("exports/<int:pk>/progress/", views.export_progress, name="export_progress"),
    path("exports/<int:pk>/file/", views.export_file, name="export_file"),
    path("exports/<int:pk>/throw-away/", views.throw_away_export, name="throw_away_export"),
]
