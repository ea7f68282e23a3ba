"""The weekly sample: some of what met no profile, drawn by chance, for a minute of a person's judgement."""

import random
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import Municipality, User
from utblick.tenancy import scope
from utblick.watch import decisions
from utblick.watch.decisions import Overtaken
from utblick.watch.models import Decision, InboxItem, Item, SampledItem
from utblick.watch.recall import Recall, recall

A_WEEK = timedelta(days=7)
SIZE = 10
WEEKS = 12
RELEVANT = [
    Decision.Verdict.RELEVANT,
    Decision.Verdict.ASSIGNED,
    Decision.Verdict.CONSULTATION,
    Decision.Verdict.INITIATIVE,
]


def draw_for_all(today: date | None = None) -> int:
    """This week's sample for each municipality that has none yet. Returns how many items were drawn."""
    with scope.everywhere():
        places = list(Municipality.objects.all())
    return sum(_draw_for(place, today or timezone.localdate()) for place in places)


def _draw_for(place: Municipality, today: date) -> int:
    with scope.acting(place):
        return draw(today - timedelta(days=today.weekday()))


@transaction.atomic
def draw(monday: date) -> int:
    """Draw the week's sample from what came in the seven days before; nothing where it has been drawn."""
    if SampledItem.objects.filter(week=monday).exists():
        return 0
    keys = list(left_out(monday).order_by("pk").values_list("pk", flat=True))
    # The same week always draws the same: two workers at once do not draw two samples.
    chance = random.Random(f"{monday} {scope.municipality_id()}")  # noqa: S311
    chosen = chance.sample(keys, min(SIZE, len(keys)))
    for key in chosen:
        SampledItem(item_id=key, week=monday, drawn_from=len(keys)).save()
    return len(chosen)


def left_out(monday: date) -> "QuerySet[Item]":
    """What sources brought in the seven days before and no profile was met by; what was closed when it came could meet none."""
    end = timezone.make_aware(datetime.combine(monday, time()))
    here = InboxItem.objects.filter(item=OuterRef("pk"))
    open_then = Q(final_deadline=None) | Q(final_deadline__gte=F("found_at"))
    came: QuerySet[Item] = Item.objects.filter(open_then, found_at__gte=end - A_WEEK, found_at__lt=end)
    return came.filter(~Exists(here) & ~Exists(SampledItem.objects.filter(item=OuterRef("pk"))))


@transaction.atomic
def judge(sampled: SampledItem, *, is_missed: bool, by: User) -> None:
    """What should have been in the inbox is decided to be relevant: it is found, and learnt from."""
    with decisions.acting(by):
        row = _locked(sampled)
        row.is_missed, row.judged_by = is_missed, by
        row.save()
        if is_missed:
            _decide(row, by)


@transaction.atomic
def take_back(sampled: SampledItem, *, by: User) -> None:
    with decisions.acting(by):
        row = _locked(sampled)
        row.is_missed, row.judged_by = None, None
        row.save()
        for decision in Decision.objects.current().filter(item=row.item, decided_by=by, reason=reason()):
            decisions.undo(decision, by=by)


def estimate(today: date | None = None) -> Recall | None:
    """The recall of the last twelve weeks."""
    since = (today or timezone.localdate()) - WEEKS * A_WEEK
    rows = list(
        SampledItem.objects.judged().filter(week__gte=since).values_list("week", "drawn_from", "is_missed", "item")
    )
    weeks = {week: drawn_from for week, drawn_from, _missed, _item in rows}
    missed = sum(bool(one) for _week, _from, one, _item in rows)
    return recall(
        shown=_shown(list(weeks), [row[3] for row in rows]),
        left_out=sum(weeks.values()),
        judged=len(rows),
        missed=missed,
    )


def reason() -> str:
    return _("Found in the weekly sample")


def _shown(weeks: list[date], sampled: list[int]) -> int:
    """How many of the items of these weeks were in the inbox and found relevant."""
    found = Decision.objects.current().filter(verdict__in=RELEVANT).exclude(item__in=sampled)
    days = found.values_list("item__found_at", flat=True)
    return sum(_monday_after(came) in set(weeks) for came in days)


def _monday_after(moment: datetime) -> date:
    day = timezone.localdate(moment)
    return day + timedelta(days=7 - day.weekday())


def _locked(sampled: SampledItem) -> SampledItem:
    return SampledItem.objects.select_for_update(of=("self",)).get(pk=sampled.pk)


def _decide(row: SampledItem, by: User) -> None:
    try:
        decisions.decide(row.item, verdict=Decision.Verdict.RELEVANT, by=by, reason=reason(), seen=None)
    except Overtaken:
        # Somebody found it by another way and has decided: that stands, and the judgement counts all the same.
        return
