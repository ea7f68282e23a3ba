from django.urls import path

from utblick.projects import views

app_name = "projects"

urlpatterns = [
    path("", views.listed, name="list"),
    path("cash-flow/", views.cash_flow, name="cash_flow"),
    path("start/<int:initiative>/", views.start, name="start"),
    path("take-on/<int:step>/", views.take_on, name="take_on"),
    path("<int:pk>/", views.project, name="project"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/stage/<str:stage>/", views.move, name="move"),
    path("<int:pk>/stage/<str:stage>/back/", views.back, name="back"),
    path("checks/<int:pk>/", views.edit_check, name="edit_check"),
    path("<int:pk>/partners/add/", views.add_partner, name="add_partner"),
    path("partners/<int:pk>/", views.edit_partner, name="edit_partner"),
    path("<int:pk>/budget/", views.budget, name="budget"),
    path("<int:pk>/budget/<str:table>/", views.file, name="file"),
    path("budgets/<int:pk>/terms/", views.edit_terms, name="edit_terms"),
    path("budgets/<int:pk>/settle/", views.settle, name="settle"),
    path("budgets/<int:pk>/open/", views.unsettle, name="unsettle"),
    path("budgets/<int:pk>/new-version/", views.begin_version, name="begin_version"),
    path("budgets/<int:pk>/<int:partner>/", views.sheet, name="sheet"),
    path("<int:pk>/outcome/", views.outcome, name="outcome"),
    path("<int:pk>/outcome/add/", views.add_booking, name="add_booking"),
    path("bookings/<int:pk>/", views.edit_booking, name="edit_booking"),
    path("<int:pk>/claims/", views.claims, name="claims"),
    path("<int:pk>/claims/add/", views.add_claim, name="add_claim"),
    path("<int:pk>/claims/lay-out/", views.lay_out_claims, name="lay_out_claims"),
    path("claims/<int:pk>/", views.edit_claim, name="edit_claim"),
    path("<int:pk>/plan/", views.plan, name="plan"),
    path("<int:pk>/packages/add/", views.add_package, name="add_package"),
    path("packages/<int:pk>/", views.edit_package, name="edit_package"),
    path("<int:pk>/deliveries/add/", views.add_delivery, name="add_delivery"),
    path("deliveries/<int:pk>/", views.edit_delivery, name="edit_delivery"),
    path("deliveries/<int:pk>/done/", views.done, name="done"),
    path("<int:pk>/visibility/", views.visibility, name="visibility"),
    path("<int:pk>/visibility/<str:duty>/", views.edit_evidence, name="edit_evidence"),
    path("evidence/<int:pk>/document/", views.document, name="document"),
    path("<str:part>/<int:pk>/withdraw/", views.withdraw_part, name="withdraw_part"),
    path("<str:part>/<int:pk>/restore/", views.restore_part, name="restore_part"),
]
