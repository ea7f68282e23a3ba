from django.urls import path

from utblick.initiatives import views

app_name = "initiatives"

urlpatterns = [
    path("", views.listed, name="list"),
    path("start/", views.start, name="start"),
    path("<int:pk>/", views.initiative, name="initiative"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/status/<str:to>/", views.move, name="move"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("<int:pk>/undo-start/", views.undo_start, name="undo_start"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/add/", views.add_meetings, name="add_meetings"),
    path("meetings/<int:pk>/", views.edit_meeting, name="edit_meeting"),
    path("meetings/<int:pk>/cancel/", views.cancel_meeting, name="cancel_meeting"),
    path("meetings/<int:pk>/restore/", views.restore_meeting, name="restore_meeting"),
    path("<int:pk>/gates/add/", views.add_gate, name="add_gate"),
    path("gates/<int:pk>/", views.edit_gate, name="edit_gate"),
    path("gates/<int:pk>/decision/", views.decide_gate, name="decide_gate"),
    path("gates/<int:pk>/handed-in/", views.hand_in, name="hand_in"),
    path("contributions/<int:pk>/", views.edit_contribution, name="edit_contribution"),
    path("<int:pk>/steps/add/", views.add_step, name="add_step"),
    path("steps/<int:pk>/", views.edit_step, name="edit_step"),
    path("<int:pk>/results/add/", views.add_result, name="add_result"),
    path("results/<int:pk>/", views.edit_result, name="edit_result"),
    path("<int:pk>/lessons/add/", views.add_lesson, name="add_lesson"),
    path("lessons/", views.lessons, name="lessons"),
    path("lessons/learnt/", views.learnt, name="learnt"),
    path("lessons/<int:pk>/", views.lesson, name="lesson"),
    path("lessons/<int:pk>/edit/", views.edit_lesson, name="edit_lesson"),
    path("lessons/to/<int:pk>/", views.answer_lesson, name="answer_lesson"),
    path("<int:pk>/afterlife/", views.afterlife, name="afterlife"),
    path("<int:pk>/partners/add/", views.add_partner, name="add_partner"),
    path("partners/<int:pk>/remove/", views.remove_partner, name="remove_partner"),
    path("<int:pk>/partners/<int:organisation>/<str:role>/restore/", views.restore_partner, name="restore_partner"),
    path("<str:kind>/<int:pk>/withdraw/", views.withdraw_part, name="withdraw_part"),
    path("<str:kind>/<int:pk>/restore/", views.restore_part, name="restore_part"),
]
