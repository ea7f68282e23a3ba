"""When things of the demo happened: an office hour of a working day, the same each time the demo is built."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def on(day: date, order: int = 0) -> datetime:
    """A moment of the day for the `order`-th thing; a weekend's things were done on the Friday before.

    None lies ahead: what was done today was done by now, also when the demo is built before the office opens.
    """
    day -= timedelta(days=max(0, day.weekday() - 4))
    minutes = (order * 37 + day.toordinal() * 11) % 420
    moment = timezone.make_aware(datetime.combine(day, time(8, 15)) + timedelta(minutes=minutes))
    return min(moment, timezone.now())


def ago(today: date, days: int, order: int = 0) -> datetime:
    return on(today - timedelta(days=days), order)
