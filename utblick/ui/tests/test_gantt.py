"""The axis of a time line holds whatever periods it is given, and its marks lie where they should."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from utblick.ui.gantt import LONGEST, Axis

days = some.dates(date(1950, 1, 1), date(2150, 1, 1))
periods = some.lists(some.tuples(some.none() | days, some.none() | days), max_size=8)


def share(text: str) -> float:
    return float(text.rstrip("%"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(periods, days, some.none() | days, some.none() | days)
def test_every_bar_and_mark_lies_within(shown: list, today: date, first: date | None, last: date | None) -> None:
    axis = Axis.over(shown, today)
    assert axis.first <= today <= axis.last
    assert (axis.last - axis.first).days <= LONGEST
    bar = axis.span(first, last)
    if bar:
        assert 0 <= share(bar.x) <= share(bar.x) + share(bar.width) <= 100.01
    assert 0 <= share(axis.now) <= 100
    places = [share(tick.x) for tick in axis.ticks]
    assert places == sorted(places)
    assert len(places) <= 12


def test_longer_is_drawn_longer_and_later_further_right() -> None:
    axis = Axis.over([(date(2026, 1, 1), date(2026, 12, 31))], date(2026, 6, 1))
    week, month = (axis.span(date(2026, 3, 1), date(2026, 3, 1) + timedelta(days=days)) for days in (6, 29))
    assert week is not None
    assert month is not None
    assert share(week.width) < share(month.width)
    later = axis.span(date(2026, 9, 1), date(2026, 9, 7))
    assert later is not None
    assert share(week.x) < share(later.x)


def test_what_lies_outside_is_not_drawn() -> None:
    axis = Axis.over([(date(2026, 1, 1), date(2026, 12, 31))], date(2026, 6, 1))
    assert axis.span(date(2020, 1, 1), date(2020, 2, 1)) is None
    assert axis.span(date(2030, 1, 1), None) is None
    assert not axis.shows(date(2030, 1, 1))
