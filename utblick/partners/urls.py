from django.urls import path

from utblick.partners import views

app_name = "partners"

urlpatterns = [
    path("", views.listed, name="list"),
    path("add/", views.add, name="add"),
    path("import/", views.import_file, name="import_file"),
    path("imports/<int:pk>/", views.import_columns, name="import"),
    path("imports/<int:pk>/carry-out/", views.carry_out_import, name="carry_out_import"),
    path("imports/<int:pk>/undo/", views.undo_import, name="undo_import"),
    path("imports/<int:pk>/redo/", views.redo_import, name="redo_import"),
    path("quiet/", views.gone_quiet, name="quiet"),
    path("likeness/", views.likeness, name="likeness"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/silence/", views.silence, name="silence"),
    path("<int:pk>/merge/", views.merge_organisation, name="merge"),
    path("mergings/<int:pk>/undo/", views.undo_merging, name="undo_merging"),
    path("silences/<int:pk>/undo/", views.undo_silence, name="undo_silence"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("<int:pk>/agreements/add/", views.add_agreement, name="add_agreement"),
    path("agreements/<int:pk>/", views.agreement, name="agreement"),
    path("agreements/<int:pk>/edit/", views.edit_agreement, name="edit_agreement"),
    path("agreements/<int:pk>/document/", views.agreement_document, name="agreement_document"),
    path("agreements/<int:pk>/parties/add/", views.add_party, name="add_party"),
    path("agreements/<int:pk>/parties/<int:organisation>/restore/", views.restore_party, name="restore_party"),
    path("agreements/<int:pk>/review/", views.review_agreement, name="review_agreement"),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("reviews/<int:pk>/edit/", views.edit_review, name="edit_review"),
    path("reviews/<int:pk>/draft.docx", views.review_draft, name="review_draft"),
    path("reviews/<int:pk>/carry-out/", views.carry_out, name="carry_out"),
    path("reviews/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("parties/<int:pk>/remove/", views.remove_party, name="remove_party"),
    path("<int:pk>/contacts/add/", views.add_contact, name="add_contact"),
    path("contacts/<int:pk>/", views.edit_contact, name="edit_contact"),
    path("<int:pk>/people/add/", views.add_person, name="add_person"),
    path("people/<int:pk>/", views.edit_person, name="edit_person"),
    path("<str:kind>/<int:pk>/withdraw/", views.withdraw_part, name="withdraw_part"),
    path("<str:kind>/<int:pk>/restore/", views.restore_part, name="restore_part"),
]
