from django.urls import path

from utblick.mandates.views import asking, decisions, mandates, reports

app_name = "mandates"

urlpatterns = [
    path("", mandates.mandates, name="list"),
    path("add/", mandates.add, name="add"),
    path("<int:pk>/edit/", mandates.edit, name="edit"),
    path("<int:pk>/withdraw/", mandates.withdraw, name="withdraw"),
    path("<int:pk>/restore/", mandates.restore, name="restore"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/overrule/", decisions.overrule, name="overrule"),
    path("decisions/<int:pk>/uphold/", decisions.uphold, name="uphold"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:body>/report/", reports.report_at, name="report_at"),
    path("reports/<int:body>/<str:day>/", reports.report, name="report"),
    path("reports/<int:body>/<str:day>/word/", reports.report_word, name="report_word"),
    path("reports/<int:body>/<str:day>/unreport/", reports.unreport, name="unreport"),
    path("ask/<str:kind>/<int:pk>/", asking.ask, name="ask"),
]
