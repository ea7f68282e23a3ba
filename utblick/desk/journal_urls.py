"""The audit trail's pages. They stand here because the journal itself lies below the roles that guard them."""

from django.urls import path

from utblick.desk import history

app_name = "journal"

urlpatterns = [
    path("", history.everything, name="everything"),
    path("<str:kind>/<int:pk>/", history.history, name="history"),
]
