from django.urls import path

from utblick.indicators.views import importing, indicators, measuring

app_name = "indicators"

urlpatterns = [
    path("", indicators.indicators, name="list"),
    path("short-of/", indicators.short_of, name="short_of"),
    path("add/", indicators.add, name="add"),
    path("<int:pk>/", indicators.indicator, name="indicator"),
    path("<int:pk>/edit/", indicators.edit, name="edit"),
    path("<int:pk>/withdraw/", indicators.withdraw, name="withdraw"),
    path("<int:pk>/restore/", indicators.restore, name="restore"),
    path("<int:pk>/counted/<int:year>/", indicators.counted, name="counted"),
    path("<int:pk>/measure/", measuring.measure, name="measure"),
    path("<int:pk>/import/", importing.import_figures, name="import"),
    path("<int:pk>/import/save/", importing.save, name="save_import"),
    path("<int:pk>/import/undo/", importing.undo, name="undo_import"),
    path("measurements/<int:pk>/edit/", measuring.edit, name="edit_measurement"),
    path("measurements/<int:pk>/withdraw/", measuring.withdraw, name="withdraw_measurement"),
    path("measurements/<int:pk>/restore/", measuring.restore, name="restore_measurement"),
]
