from django.urls import path

from utblick.analysis.views import effects, money, pivot

app_name = "analysis"

urlpatterns = [
    path("", pivot.pivot, name="pivot"),
    path("rows/", pivot.behind, name="behind"),
    path("money/", money.money, name="money"),
    path("money/steps/", money.money_steps, name="money_steps"),
    path("effects/", effects.effects, name="effects"),
]
