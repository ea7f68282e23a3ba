from django.urls import path

from utblick.campaigns import views

app_name = "campaigns"

urlpatterns = [
    path("", views.listed, name="list"),
    path("start/<int:initiative>/", views.start, name="start"),
    path("take-on/<int:step>/", views.take_on, name="take_on"),
    path("of-goal/<int:pk>/", views.of_goal, name="of_goal"),
    path("<int:pk>/", views.campaign, name="campaign"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("<int:pk>/pages/add/", views.add_page, name="add_page"),
    path("pages/<int:pk>/first/", views.first_page, name="first_page"),
    path("pages/<int:pk>/remove/", views.remove_page, name="remove_page"),
    path("pages/<int:pk>/restore/", views.restore_page, name="restore_page"),
]
