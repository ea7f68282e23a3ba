from django.urls import path

from utblick.followup import views

app_name = "followup"

urlpatterns = [
    path("", views.reports, name="reports"),
    path("template/", views.template, name="template"),
    path("template/ours/", views.our_template, name="our_template"),
    path("template/<int:pk>/file/", views.template_file, name="template_file"),
    path("template/<int:pk>/withdraw/", views.withdraw_template, name="withdraw_template"),
    path("template/<int:pk>/restore/", views.restore_template, name="restore_template"),
    path("outcome/", views.outcome, name="outcome"),
    path("outcome/draft/", views.draft, name="draft"),
    path("counted/", views.counted, name="counted"),
    path("start/", views.start, name="start"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/facts/", views.edit_facts, name="edit_facts"),
    path("<int:pk>/edit/<slug:key>/", views.edit, name="edit"),
    path("<int:pk>/edit/<slug:key>/draft/", views.back_to_draft, name="back_to_draft"),
    path("<int:pk>/edit/<slug:key>/restore/", views.restore_text, name="restore_text"),
    path("<int:pk>/compose/", views.compose, name="compose"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/unpublish/", views.unpublish, name="unpublish"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("<int:pk>/behind/<slug:key>/", views.behind, name="behind"),
    path("<int:pk>/changes/", views.changes, name="changes"),
    path("<int:pk>/letter/", views.letter, name="letter"),
    path("<int:pk>/letter/word/", views.letter_file, name="letter_file"),
    path("<int:pk>/collection/", views.collection, name="collection"),
    path("<int:pk>/collection/remind/", views.remind_missing, name="remind_missing"),
    path("<int:pk>/collection/left-out/", views.ask_left_out, name="ask_left_out"),
    path("answers/<int:pk>/", views.answer, name="answer"),
    path("answers/<int:pk>/send-back/", views.send_back, name="send_back"),
    path("<int:pk>/download/<str:format>/", views.download, name="download"),
]
