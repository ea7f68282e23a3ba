"""The page of an item and what is done there, within `urls.py`."""

from django.urls import path

from utblick.watch.views import changes, splitting
from utblick.watch.views.item import item

urlpatterns = [
    path("items/<int:pk>/", item, name="item"),
    path("items/<int:pk>/changes/seen/", changes.seen, name="changes_seen"),
    path("items/<int:pk>/changes/tell-again/", changes.tell_again, name="tell_changes_again"),
    path("sightings/<int:pk>/split/", splitting.split, name="split"),
    path("sightings/<int:pk>/put-back/", splitting.put_back, name="put_back"),
]
