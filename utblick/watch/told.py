"""How much the sources told, month by month. A month that is over is counted once: a year of tellings may be millions."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, TruncDate, TruncMonth
from django.utils import timezone

from utblick.watch import bulk
from utblick.watch.models import MonthTold, Sighting, Subscription


def count_months(today: date | None = None) -> int:
    """Count the months that are over and have not been counted. Returns how many rows that gave; safe to be repeated."""
    told = Sighting.objects.filter(seen_at__lt=midnight(month_of(today or timezone.localdate())))
    if counted := MonthTold.objects.aggregate(last=Max("month"))["last"]:
        told = told.filter(seen_at__gte=midnight(counted))
    by_month = told.annotate(month=TruncMonth("seen_at")).order_by().values_list("source", "month")
    rows = [(source, timezone.localdate(month), count) for source, month, count in by_month.annotate(n=Count("pk"))]
    bulk.insert(MonthTold, ["source_id", "month", "count"], rows, once=True)
    return len(rows)


def with_told(first: date, last: date) -> QuerySet[Subscription]:
    """All subscriptions, ended ones too, with what each source `told` from the first month to the last while it was read here.

    This month and the one before are counted as they stand, those before them were counted by `count_months`.
    """
    live_from = month_of(month_of(timezone.localdate()) - timedelta(days=1))
    until = Coalesce(OuterRef("withdrawn_at"), Value(timezone.now()), output_field=DateTimeField())
    began = TruncMonth(ExpressionWrapper(OuterRef("created_at"), DateTimeField()), output_field=DateField())
    kept = MonthTold.objects.filter(source=OuterRef("source"), month__gte=first, month__lte=last, month__lt=live_from)
    kept = kept.filter(month__gte=began, month__lte=TruncDate(until))
    live = Sighting.objects.filter(source=OuterRef("source"), seen_at__gte=midnight(max(first, live_from)))
    live = live.filter(seen_at__lt=midnight(last + timedelta(days=1)), seen_at__lte=until)
    told = _one(kept, Sum("count")) + _one(live.filter(seen_at__gte=OuterRef("created_at")), Count("pk"))
    rows: QuerySet[Subscription] = Subscription.objects.select_related("source").annotate(told=told)
    return rows


def _one(rows: QuerySet[Any], whole: Any) -> Coalesce:
    """One figure over the rows of a source, nought where there are none."""
    found = rows.order_by().values("source").annotate(n=whole).values("n")
    return Coalesce(Subquery(found, output_field=IntegerField()), Value(0))


def month_of(day: date) -> date:
    return day.replace(day=1)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
