"""The demo's hindsight: what passed its deadline undecided, some of it judged, and the samples of what was put aside."""

from datetime import date, timedelta

from django.utils import timezone

from utblick.accounts.models import User
from utblick.demo.people import Cast
from utblick.watch import hindsight, rejudging, told
from utblick.watch.models import InboxItem, SampledDecision

MONTHS = 12
# Title, whose verdict, and why it was missed; without a cause nothing was lost. What is not here is not judged yet.
LATE = [
    ("Teams of young volunteers", "elin", "unseen"),
    ("Gender equality in small", "karin", "unclear"),
    ("Estland – Vägunderhåll", "malin", ""),
]
WRONG = ("Results: fishing cards", "Policy learning on bioenergy")
WAITS = ("Health data spaces",)


def look_back(cast: Cast) -> None:
    told.count_months(cast.today)
    judge_missed(cast)
    month = told.month_of(cast.today)
    for _ in range(MONTHS):
        month = told.month_of(month - timedelta(days=1))
        rejudge(month, cast)


def judge_missed(cast: Cast) -> None:
    for title, who, cause in LATE:
        gone_by = InboxItem.objects.missed(until=timezone.now()).select_related("item")
        if place := gone_by.filter(item__title__startswith=title).first():
            by = cast.people[who]
            verdict = hindsight.judge(place.item, is_miss=bool(cause), by=by)
            if cause:
                hindsight.give_cause(verdict, cause=cause, by=by)


def rejudge(month: date, cast: Cast) -> None:
    rejudging.draw(month)
    rows = SampledDecision.objects.filter(month=month).select_related("decision__item", "decision__decided_by")
    for one in rows:
        if not str(one).startswith(WAITS):
            rejudging.judge(one, is_wrong=str(one).startswith(WRONG), by=another(one.decision.decided_by, cast))


def another(than: User, cast: Cast) -> User:
    return cast.people["elin"] if than == cast.people["karin"] else cast.people["karin"]
