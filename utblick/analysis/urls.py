from django.urls import path

from utblick.analysis.views import effects, missed, money, pivot, put_aside, watch

app_name = "analysis"

urlpatterns = [
    path("", pivot.pivot, name="pivot"),
    path("rows/", pivot.behind, name="behind"),
    path("money/", money.money, name="money"),
    path("money/steps/", money.money_steps, name="money_steps"),
    path("effects/", effects.effects, name="effects"),
    path("watch/", watch.watch, name="watch"),
    path("watch/rows/", watch.watch_rows, name="watch_rows"),
    path("watch/missed/", missed.missed, name="missed"),
    path("watch/missed/<int:pk>/judge/", missed.judge_missed, name="judge_missed"),
    path("watch/verdicts/<int:pk>/cause/", missed.give_cause, name="give_cause"),
    path("watch/verdicts/<int:pk>/take-back/", missed.take_back_verdict, name="take_back_verdict"),
    path("watch/put-aside/", put_aside.put_aside, name="put_aside"),
    path("watch/put-aside/<int:pk>/judge/", put_aside.rejudge, name="rejudge"),
    path("watch/put-aside/<int:pk>/take-back/", put_aside.take_back_rejudged, name="take_back_rejudged"),
    path("watch/put-aside/<int:pk>/reopen/", put_aside.reopen, name="reopen"),
]
