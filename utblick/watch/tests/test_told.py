from datetime import date, datetime, timedelta

from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.watch import told
from utblick.watch.models import MonthTold, Source, Subscription
from utblick.watch.tests.make import make_item, make_source

THIS_MONTH = timezone.localdate().replace(day=1)
FIRST = told.month_of(THIS_MONTH - timedelta(days=300))


def telling(source: Source, day: date) -> None:
    make_item(source=source, found_at=noon(day))


def noon(day: date) -> datetime:
    return told.midnight(day) + timedelta(hours=12)


def read_since(source: Source, day: date) -> None:
    row = Subscription.objects.get(source=source)
    row.created_at = noon(day)
    row.save()


def counts(first: date, last: date) -> dict[int, int]:
    return {one.source_id: one.told for one in told.with_told(first, last)}  # type: ignore[attr-defined]


def test_months_that_are_over_are_counted_once_and_this_one_as_it_stands(here: Municipality) -> None:
    source, other = make_source(), make_source()
    for one in (source, other):
        read_since(one, FIRST - timedelta(days=60))
    for day in (FIRST, FIRST + timedelta(days=20), THIS_MONTH - timedelta(days=1), THIS_MONTH):
        telling(source, day)
    telling(other, FIRST)

    assert told.count_months() == 3
    assert told.count_months() == 1  # the last counted month is looked at again, and stands
    assert MonthTold.objects.count() == 3
    year = counts(FIRST, THIS_MONTH + timedelta(days=27))
    assert year == {source.pk: 4, other.pk: 1}
    assert counts(FIRST, told.month_of(FIRST + timedelta(days=31)) - timedelta(days=1))[source.pk] == 2


def test_what_was_told_before_it_was_read_here_or_after_is_not_counted(here: Municipality) -> None:
    source = make_source()
    for day in (FIRST, FIRST + timedelta(days=100), THIS_MONTH):
        telling(source, day)
    told.count_months()
    read_since(source, FIRST + timedelta(days=90))
    row = Subscription.objects.get()
    row.withdrawn_at = noon(FIRST + timedelta(days=150))
    row.save()
    assert counts(FIRST, THIS_MONTH + timedelta(days=27)) == {source.pk: 1}
