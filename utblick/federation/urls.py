"""The pages of the coordinator about log-in by identity providers."""

from django.urls import path

from utblick.federation import views

app_name = "federation"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("groups/add/", views.add_group_role, name="add_group_role"),
    path("groups/<int:pk>/end/", views.end_group_role, name="end_group_role"),
    path("groups/<int:pk>/restore/", views.restore_group_role, name="restore_group_role"),
    path("people/<int:pk>/end/", views.end_identity, name="end_identity"),
    path("people/<int:pk>/restore/", views.restore_identity, name="restore_identity"),
]
