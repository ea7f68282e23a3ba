from django.urls import path

from utblick.operate import views

app_name = "operate"

urlpatterns = [
    path("operate/", views.overview, name="overview"),
    path("operate/backups/", views.backups, name="backups"),
    path("operate/trail/", views.trail, name="trail"),
    path("operate/jobs/<uuid:pk>/retry/", views.retry, name="retry"),
    path("operate/jobs/<uuid:pk>/discard/", views.discard, name="discard"),
]
