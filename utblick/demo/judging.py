"""The demo's weekly samples: those of past weeks judged, this week's waiting."""

from datetime import timedelta

from django.utils import timezone

from utblick.demo import moments
from utblick.demo.people import Cast
from utblick.journal import clock
from utblick.watch import sampling
from utblick.watch.models import SampledItem


def judge_samples(cast: Cast) -> None:
    monday = cast.today - timedelta(days=cast.today.weekday())
    for week in range(sampling.WEEKS, -1, -1):
        day = monday - timedelta(weeks=week)
        with clock.at(min(moments.on(day), timezone.now())):
            sampling.draw(day)
            if week:
                for sampled in SampledItem.objects.filter(week=day):
                    sampling.judge(sampled, is_missed=False, by=cast.people["karin"])
