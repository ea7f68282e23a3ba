from django.urls import path

from utblick.finder import views

app_name = "finder"

urlpatterns = [
    path("", views.find, name="find"),
    path("organisations/<int:pk>/", views.participant, name="participant"),
    path("organisations/<int:pk>/add/", views.add_partner, name="add_partner"),
    path("data/", views.data, name="data"),
    path("data/<int:pk>/read-on/", views.read_on, name="read_on"),
]
