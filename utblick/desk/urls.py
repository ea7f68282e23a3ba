from django.urls import path

from utblick.desk import clashing, own, views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("radar/", clashing.clashes, name="radar"),
    path("own/", own.own, name="own"),
    path("search/", views.search, name="search"),
]
