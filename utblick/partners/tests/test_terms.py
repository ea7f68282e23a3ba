"""The dates of an agreement, by examples that a lawyer would check, and by properties over any dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utblick.partners.terms import Term, next_review, plus_months

DAY = timedelta(days=1)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
months = st.integers(1, 120)
terms = st.builds(Term, days, months, st.integers(0, 60))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_are_counted_as_in_an_almanac(day: date, count: int, expected: date) -> None:
    assert plus_months(day, count) == expected


@pytest.mark.parametrize(
    ("last", "notice", "expected"),
    [
        (date(2026, 12, 31), 3, date(2026, 9, 30)),
        (date(2026, 12, 31), 10, date(2026, 2, 28)),
        (date(2028, 12, 31), 10, date(2028, 2, 29)),
        (date(2026, 6, 30), 6, date(2025, 12, 31)),
        (date(2026, 5, 14), 1, date(2026, 4, 14)),
        (date(2026, 12, 31), None, date(2026, 12, 31)),
    ],
)
def test_the_notice_day_is_the_last_that_stops_the_renewal(last: date, notice: int | None, expected: date) -> None:
    assert Term(last, 12, notice).notice_day(date(2025, 12, 1)) == expected


def test_periods_that_end_with_a_month_go_on_doing_so() -> None:
    half_years = Term(date(2025, 6, 30), 6)
    assert half_years.end(date(2025, 7, 1)) == date(2025, 12, 31)
    years = Term(date(2024, 2, 29), 12)
    ends = [years.end(date(year, 1, 1)) for year in (2024, 2025, 2026, 2027, 2028)]
    assert ends == [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


def test_after_the_notice_day_one_is_bound_for_another_period() -> None:
    term = Term(date(2026, 12, 31), 24, 6)
    assert term.bound_until(date(2026, 6, 30)) == date(2026, 12, 31)
    assert term.bound_until(date(2026, 7, 1)) == date(2028, 12, 31)
    assert term.renewed_until(date(2026, 6, 30)) == date(2028, 12, 31)


def test_an_agreement_without_renewal_just_ends_and_one_without_end_ends_after_its_notice() -> None:
    assert Term(date(2026, 12, 31), None, 3).notice_day(date(2026, 1, 1)) is None
    assert Term(date(2026, 12, 31), None, 3).end(date(2030, 1, 1)) == date(2026, 12, 31)
    assert Term(None, None, 3).bound_until(date(2026, 11, 30)) == date(2027, 2, 28)
    assert Term(None, None, 3).end(date(2026, 11, 30)) is None


@given(days, st.integers(-600, 600))
def test_months_never_leave_the_month_they_reach(day: date, count: int) -> None:
    reached = plus_months(day, count)
    assert (reached.year * 12 + reached.month) - (day.year * 12 + day.month) == count
    assert reached.day == day.day or (reached + DAY).day == 1


@given(terms, days)
def test_today_is_always_within_the_period_that_is_told(term: Term, today: date) -> None:
    end = term.end(today)
    assert end is not None
    assert end >= today
    if end != term.last_day:
        assert term.last_day is not None
        assert today > term.last_day
        before = term.end(end - timedelta(days=31 * (term.renews_by or 0) + 1))
        assert before is not None
        assert before < end


@given(terms, days)
def test_periods_follow_each_other_without_gap_or_overlap(term: Term, today: date) -> None:
    end = term.end(today)
    assert end is not None
    following = term.end(end + DAY)
    assert following is not None
    assert following == plus_months(end + DAY, term.renews_by or 0) - DAY or (term.last_day or today).day >= 28
    assert term.end(following) == following


@given(terms, days)
def test_notice_on_its_day_counts_and_the_day_after_is_too_late(term: Term, today: date) -> None:
    day = term.notice_day(today)
    assert day is not None
    assert day >= today
    bound = term.bound_until(today)
    assert bound is not None
    assert term.bound_until(day) == bound
    later = term.bound_until(day + DAY)
    assert later is not None
    assert later > bound
    assert term.renewed_until(today) == later


@given(days, st.sampled_from([6, 12, 24, 36, 48]))
def test_the_next_review_is_after_the_last(last: date, every: int) -> None:
    assert next_review(last, every) == plus_months(last, every) > last


@pytest.mark.parametrize(
    ("before", "after", "longer"),
    [
        (Term(date(2026, 12, 31)), Term(date(2027, 12, 31)), True),
        (Term(date(2026, 12, 31)), Term(date(2026, 11, 30)), False),
        (Term(date(2026, 12, 31)), Term(), True),
        (Term(date(2026, 12, 31)), Term(date(2026, 12, 31), 12), True),
        (Term(date(2026, 12, 31), 12, 3), Term(date(2026, 12, 31), 12, 6), False),
        (Term(date(2026, 12, 31), 12, 3), Term(date(2026, 12, 31), 24, 6), False),
        (Term(date(2026, 12, 31), 12, 9), Term(date(2026, 12, 31), 24, 9), True),
        (Term(date(2024, 12, 31), 12, 3), Term(date(2026, 12, 31), 12, 3), False),
        (Term(date(2024, 12, 31)), Term(date(2027, 12, 31)), True),
        (Term(None, None, 3), Term(None, None, 6), True),
        (Term(None, None, 3), Term(date(2026, 12, 31)), True),
        (Term(None, None, 12), Term(date(2026, 12, 31)), False),
    ],
)
def test_what_runs_on_or_is_got_out_of_later_binds_longer(before: Term, after: Term, longer: bool) -> None:
    assert after.binds_longer_than(before, date(2026, 6, 30)) is longer
    assert not before.binds_longer_than(before, date(2026, 6, 30))
