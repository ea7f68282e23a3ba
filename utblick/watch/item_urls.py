"""The page of an item and what is done there, within `urls.py`."""

from django.urls import path

from utblick.watch.views import splitting
from utblick.watch.views.item import item

urlpatterns = [
    path("items/<int:pk>/", item, name="item"),
    path("sightings/<int:pk>/split/", splitting.split, name="split"),
    path("sightings/<int:pk>/put-back/", splitting.put_back, name="put_back"),
]
