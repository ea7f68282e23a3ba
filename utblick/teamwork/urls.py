from django.urls import path

from utblick.teamwork import views

app_name = "teamwork"

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/kinds/", views.kinds, name="kinds"),
    path("notices/<int:pk>/", views.open_notice, name="open_notice"),
    path("notices/read/", views.read_all, name="read_all"),
    path("tasks/<int:pk>/", views.edit_task, name="edit_task"),
    path("tasks/<int:pk>/done/", views.do, name="do"),
    path("tasks/<int:pk>/not-done/", views.undo, name="undo"),
    path("tasks/<int:pk>/withdraw/", views.withdraw_task, name="withdraw_task"),
    path("tasks/<int:pk>/restore/", views.restore_task, name="restore_task"),
    path("comments/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("comments/<int:pk>/restore/", views.restore_comment, name="restore_comment"),
    path("comments/<int:pk>/file/", views.file, name="file"),
    path("<str:kind>/<int:pk>/", views.about, name="about"),
    path("<str:kind>/<int:pk>/comment/", views.comment, name="comment"),
    path("<str:kind>/<int:pk>/task/", views.add_task, name="add_task"),
]
