"""Where a visitor leaves for a provider, and comes back."""

from django.urls import path

from utblick.federation import login_views

app_name = "federated"

urlpatterns = [
    path("<int:pk>/", login_views.begin, name="begin"),
    path("<int:pk>/back/", login_views.back, name="back"),
    path("<int:pk>/answer/", login_views.take_answer, name="take_answer"),
    path("<int:pk>/metadata/", login_views.metadata, name="metadata"),
]
