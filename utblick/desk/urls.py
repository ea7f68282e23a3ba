from django.urls import path

from utblick.desk import calendars, clashing, mine_views, own, views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("overview/", views.overview, name="overview"),
    path("before-the-meeting/", views.before_the_meeting, name="brief"),
    path("radar/", clashing.clashes, name="radar"),
    path("own/", own.own, name="own"),
    path("mine/", mine_views.mine, name="mine"),
    path("mine/calendars/", mine_views.subscribe, name="subscribe"),
    path("mine/calendars/<str:purpose>/<int:subject>/open/", mine_views.open_calendar, name="open_calendar"),
    path("mine/calendars/<str:purpose>/<int:subject>/close/", mine_views.close_calendar, name="close_calendar"),
    path("private/<str:key>/calendar.ics", calendars.calendar, name="calendar"),
    path("search/", views.search, name="search"),
]
