from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from utblick.actors.ceilings import Given, ceiling, standing, within

D = Decimal
days = st.dates(date(2021, 1, 1), date(2031, 12, 31))
aids = st.lists(st.builds(Given, days, st.decimals(0, 300_000, places=2)), max_size=12)


def test_the_ceiling_is_that_of_the_day() -> None:
    assert ceiling(date(2023, 12, 31)).euros == 200_000
    assert ceiling(date(2024, 1, 1)).euros == 300_000


def test_aid_counts_for_three_years_to_the_day() -> None:
    aid = [Given(date(2024, 3, 1), D(1000))]
    assert within(aid, date(2027, 2, 28), 3) == 1000
    assert within(aid, date(2027, 3, 1), 3) == 0
    assert within(aid, date(2024, 2, 29), 3) == 0


def test_aid_of_a_leap_day_is_free_on_the_first_of_march() -> None:
    aid = [Given(date(2024, 2, 29), D(1000))]
    assert within(aid, date(2027, 2, 27), 3) == 1000
    assert within(aid, date(2027, 2, 28), 3) == 1000
    assert within(aid, date(2027, 3, 1), 3) == 0


def test_it_warns_before_the_ceiling_and_tells_what_is_left() -> None:
    told = standing([Given(date(2025, 1, 10), D(200_000)), Given(date(2026, 5, 1), D(50_000))], date(2026, 11, 26))
    assert (told.left, told.is_near, told.is_over) == (D(50_000), True, False)


def test_aid_promised_for_a_coming_day_counts_already() -> None:
    told = standing([Given(date(2026, 1, 1), D(200_000)), Given(date(2027, 1, 1), D(150_000))], date(2026, 11, 26))
    assert told.total == 200_000
    assert told.is_over


@given(aids, days)
def test_no_more_can_be_given_than_keeps_every_three_years_within_the_ceiling(given: list[Given], day: date) -> None:
    told = standing(given, day)
    if told.left:
        more = [*given, Given(day, told.left)]
        for late in range(0, 365 * 3, 30):
            when = day + timedelta(days=late)
            assert within(more, when, 3) <= told.ceiling.euros or within(given, when, 3) > told.ceiling.euros
