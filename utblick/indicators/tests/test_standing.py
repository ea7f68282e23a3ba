from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from utblick.indicators.standing import Status, stand

years = st.integers(2000, 2040)
values = st.dictionaries(years, st.decimals(-1000, 1000, places=2), max_size=6)


def known(**told: str) -> dict[int, Decimal]:
    return {int(year[1:]): Decimal(value) for year, value in told.items()}


def test_on_the_line_from_the_baseline_is_on_pace_and_below_it_behind() -> None:
    baseline = (2020, Decimal(100))
    assert stand(known(y2022="120"), known(y2030="200"), baseline=baseline).status == Status.ON_PACE
    below = stand(known(y2022="119"), known(y2030="200"), baseline=baseline)
    assert (below.status, below.expected) == (Status.BEHIND, 120)


def test_the_line_begins_at_the_target_before() -> None:
    told = stand(known(y2025="150"), known(y2024="100", y2028="300"), baseline=(2020, Decimal(0)))
    assert (told.status, told.expected, told.target_year) == (Status.ON_PACE, 150, 2028)


def test_less_is_better_where_it_is_said_so() -> None:
    assert stand(known(y2025="8"), known(y2025="10"), less_is_better=True).status == Status.REACHED
    assert stand(known(y2025="12"), known(y2025="10"), less_is_better=True).status == Status.NOT_REACHED


def test_without_a_baseline_no_pace_is_told() -> None:
    assert stand(known(y2025="8"), known(y2027="10")).status == Status.PACE_UNKNOWN


def test_a_baseline_after_the_figure_draws_no_line() -> None:
    assert stand(known(y2025="8"), known(y2027="10"), baseline=(2026, Decimal(9))).status == Status.PACE_UNKNOWN


def test_a_target_that_has_passed_is_reached_or_not() -> None:
    assert stand(known(y2026="9"), known(y2024="10")).status == Status.NOT_REACHED
    assert stand(known(y2026="11"), known(y2024="10")).status == Status.REACHED


def test_nothing_measured_and_nothing_aimed_at_are_said() -> None:
    assert stand({}, known(y2027="10")).status == Status.NOT_MEASURED
    assert stand(known(y2026="9"), {}).status == Status.NO_TARGET


@given(values, values, st.none() | st.tuples(years, st.decimals(-1000, 1000, places=2)), st.booleans())
def test_whatever_is_known_there_is_one_standing_and_turned_about_it_is_the_same(
    measured: dict[int, Decimal], targets: dict[int, Decimal], baseline: tuple[int, Decimal] | None, less: bool
) -> None:
    told = stand(measured, targets, baseline=baseline, less_is_better=less)
    below_nought = {year: -value for year, value in measured.items()}, {year: -value for year, value in targets.items()}
    turned = stand(*below_nought, baseline=baseline and (baseline[0], -baseline[1]), less_is_better=not less)
    assert told.status == turned.status
