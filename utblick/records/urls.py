from django.urls import path

from utblick.records import disposal_views, erasure_views, processing_views, rule_views, views

app_name = "records"

urlpatterns = [
    path("", views.home, name="home"),
    path("archive/<str:kind>/", views.closed_cases, name="archive"),
    path("archive/<str:kind>/<int:pk>/package/", views.archive_package, name="archive_package"),
    path("rules/", rule_views.rules, name="rules"),
    path("rules/<str:kind>/", rule_views.edit_rule, name="rule"),
    path("disposals/", disposal_views.disposals, name="disposals"),
    path("disposals/<int:pk>/", disposal_views.disposal, name="disposal"),
    path("disposals/<int:pk>/progress/", disposal_views.progress, name="disposal_progress"),
    path("disposals/<int:pk>/word/", disposal_views.disposal_word, name="disposal_word"),
    path("disposals/<int:pk>/take-back/", disposal_views.take_back, name="take_back_approval"),
    path("disposals/<int:pk>/put-aside/", disposal_views.put_aside, name="put_aside_disposal"),
    path("disposals/<int:pk>/rows/<int:row>/", disposal_views.due_record, name="due_record"),
    path("disposals/<int:pk>/rows/<int:row>/take-out/", disposal_views.take_out, name="take_out"),
    path("disposals/<int:pk>/rows/<int:row>/put-back/", disposal_views.put_back, name="put_back"),
    path("erasures/", erasure_views.erasures, name="erasures"),
    path("erasures/run/", erasure_views.run_erasure, name="run_erasure"),
    path("erasures/file/<str:table>/", erasure_views.erasures_sheet, name="erasures_sheet"),
    path("erasures/rows/<str:key>/hold/", erasure_views.hold_back, name="hold_back"),
    path("erasures/holds/<int:pk>/lift/", erasure_views.lift_hold, name="lift_hold"),
    path("erasures/holds/<int:pk>/restore/", erasure_views.restore_hold, name="restore_hold"),
    path("processing/", processing_views.processing, name="processing"),
    path("processing/<str:table>/", processing_views.processing_sheet, name="processing_sheet"),
    path("exports/", views.exports, name="exports"),
    path("exports/ask/", views.ask_export, name="ask_export"),
    path("exports/<int:pk>/progress/", views.export_progress, name="export_progress"),
    path("exports/<int:pk>/file/", views.export_file, name="export_file"),
    path("exports/<int:pk>/throw-away/", views.throw_away_export, name="throw_away_export"),
]
