from django.urls import path

from utblick.operate import people_views, views, visit_views

app_name = "operate"

urlpatterns = [
    path("operate/", views.overview, name="overview"),
    path("operate/backups/", views.backups, name="backups"),
    path("operate/person/", people_views.person, name="person"),
    path("operate/person/<int:pk>/log-out/", people_views.end_sessions_of, name="end_sessions_of"),
    path("operate/person/<int:pk>/remove-factor/", people_views.remove_factor_of, name="remove_factor_of"),
    path("operate/person/<int:pk>/look-in/", visit_views.visit, name="visit"),
    path("operate/trail/", views.trail, name="trail"),
    path("operate/jobs/<uuid:pk>/retry/", views.retry, name="retry"),
    path("operate/jobs/<uuid:pk>/discard/", views.discard, name="discard"),
]
