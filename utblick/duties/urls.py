from django.urls import path

from utblick.duties.views import matrix, recurring, year

app_name = "duties"

urlpatterns = [
    path("", matrix.duties, name="matrix"),
    path("word/", matrix.word, name="word"),
    path("file/<str:table>/", matrix.export, name="export"),
    path("<str:kind>/<int:pk>/divide/", matrix.divide, name="divide"),
    path("year/", year.year, name="year"),
    path("year/<int:year>/", year.year, name="year_of"),
    path("year/month/", year.month, name="month"),
    path("year/month/<int:year>/<int:month>/", year.month, name="month_of"),
    path("year/list/", year.listed, name="list"),
    path("year/calendar/", year.subscribe, name="subscribe"),
    path("year/calendar/open/", year.open_calendar, name="open_calendar"),
    path("year/calendar/close/", year.close_calendar, name="close_calendar"),
    path("private/<str:key>/year.ics", year.calendar, name="calendar"),
    path("year/recurring/", recurring.duties, name="recurring_duties"),
    path("year/recurring/add/", recurring.add, name="add_recurring"),
    path("year/recurring/<int:pk>/", recurring.duty, name="recurring"),
    path("year/recurring/<int:pk>/edit/", recurring.edit, name="edit_recurring"),
    path("year/recurring/<int:pk>/withdraw/", recurring.withdraw, name="withdraw_recurring"),
    path("year/recurring/<int:pk>/restore/", recurring.restore, name="restore_recurring"),
]
