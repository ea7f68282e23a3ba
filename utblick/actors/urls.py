from django.urls import path

from utblick.actors import aid_views, import_views, people_views, registration_views, views

app_name = "actors"

urlpatterns = [
    path("", views.listed, name="list"),
    path("concepts/", views.propose_concepts, name="concepts"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.actor, name="actor"),
    path("<int:pk>/own/", views.edit_own, name="edit_own"),
    path("<int:pk>/log-ins/add/", views.give_log_in, name="give_log_in"),
    path("log-ins/<int:pk>/end/", views.end_log_in, name="end_log_in"),
    path("log-ins/<int:pk>/restore/", views.restore_log_in, name="restore_log_in"),
    path("<int:pk>/aid/add/", aid_views.add_aid, name="add_aid"),
    path("aid/<int:pk>/", aid_views.edit_aid, name="edit_aid"),
    path("aid/<int:pk>/withdraw/", aid_views.withdraw_aid, name="withdraw_aid"),
    path("aid/<int:pk>/restore/", aid_views.restore_aid, name="restore_aid"),
    path("<int:pk>/people/add/", people_views.add_person, name="add_person"),
    path("people/<int:pk>/", people_views.edit_person, name="edit_person"),
    path("people/<int:pk>/take-back-consent/", people_views.take_back_consent, name="take_back_consent"),
    path("people/<int:pk>/give-back-consent/", people_views.give_back_consent, name="give_back_consent"),
    path("import/", import_views.import_file, name="import_file"),
    path("import/<int:pk>/", import_views.import_columns, name="import"),
    path("import/<int:pk>/progress/", import_views.import_progress, name="import_progress"),
    path("import/<int:pk>/carry-out/", import_views.carry_out_import, name="carry_out_import"),
    path("import/<int:pk>/undo/", import_views.undo_import, name="undo_import"),
    path("import/<int:pk>/redo/", import_views.redo_import, name="redo_import"),
    path("registrations/", registration_views.registrations, name="registrations"),
    path("registrations/<int:pk>/", registration_views.registration, name="registration"),
    path("registrations/<int:pk>/answer/", registration_views.answer_registration, name="answer_registration"),
    path("registrations/<int:pk>/take-back/", registration_views.take_back_registration, name="take_back_registration"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/restore/", views.restore, name="restore"),
]
