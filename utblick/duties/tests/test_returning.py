"""When what returns is due: leap years, the ends of months, meetings that move."""

from datetime import date

import pytest

from utblick.duties.returning import before_meetings, yearly


@pytest.mark.parametrize(
    ("month", "day", "told"),
    [
        (2, 29, ["2027-02-28", "2028-02-29", "2029-02-28"]),
        (2, 31, ["2027-02-28", "2028-02-29", "2029-02-28"]),
        (4, 31, ["2027-04-30", "2028-04-30", "2029-04-30"]),
        (12, 31, ["2027-12-31", "2028-12-31", "2029-12-31"]),
        (1, 1, ["2027-01-01", "2028-01-01", "2029-01-01"]),
    ],
)
def test_a_day_that_the_month_lacks_is_its_last(month: int, day: int, told: list[str]) -> None:
    days = yearly(month, day, date(2027, 1, 1), date(2029, 12, 31))
    assert [on.isoformat() for _year, on in days] == told


def test_both_ends_are_within_and_each_year_is_an_occasion_of_its_own() -> None:
    day = date(2027, 5, 4)
    assert list(yearly(5, 4, day, day)) == [("2027", day)]
    assert list(yearly(5, 4, date(2027, 5, 5), date(2028, 5, 3))) == []


def test_what_returns_every_fourth_year_is_due_in_no_other() -> None:
    days = yearly(2, 29, date(2020, 1, 1), date(2036, 12, 31), every=4, from_year=2027)
    assert [on.isoformat() for _year, on in days] == ["2027-02-28", "2031-02-28", "2035-02-28"]


def test_weeks_before_a_meeting_reach_over_new_year() -> None:
    found = before_meetings([(7, date(2027, 1, 12))], 3, date(2026, 12, 1), date(2026, 12, 31))
    assert list(found) == [("m7", date(2026, 12, 22))]
