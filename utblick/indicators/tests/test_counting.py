from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality
from utblick.campaigns.models import Origin
from utblick.campaigns.tests.make import make_campaign, make_campaign_page, make_reach
from utblick.followup.compiling import compile_figures
from utblick.goals.models import Goal
from utblick.goals.tests.make import make_goal
from utblick.indicators.counting import this_year
from utblick.indicators.formulas import FORMULAS
from utblick.indicators.models import Indicator
from utblick.indicators.series import series_of
from utblick.indicators.standing import Status
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative, make_result, make_step

YEAR = this_year() - 1


def serving(goal: Goal, **facts: object) -> Initiative:
    return make_initiative(goals=[goal], **facts)


def value(goal: Goal, formula: str, year: int = YEAR, **facts: object) -> Decimal | None:
    (series,) = series_of([make_indicator(goal=goal, formula=formula, **facts)])
    return series.readings[year].value


def held(initiative: Initiative, year: int = YEAR, **facts: object) -> None:
    make_step(initiative=initiative, starts_on=date(year, 3, 1), ends_on=date(year, 4, 1), **facts)


def test_people_are_counted_as_women_men_girls_and_boys(here: Municipality) -> None:
    goal = make_goal()
    held(serving(goal), women=3, girls=4)
    held(serving(goal), men=2)
    (series,) = series_of([make_indicator(goal=goal, formula="people")])
    reading = series.readings[YEAR]

    assert reading.value == 9
    assert reading.people is not None
    assert (reading.people.women, reading.people.men, reading.people.girls, reading.people.boys) == (3, 2, 4, None)


def test_what_was_not_counted_is_no_nought_and_nothing_is_divided_by_nothing(here: Municipality) -> None:
    goal = make_goal()
    held(serving(goal), cost=Decimal(500))

    assert value(goal, "people") is None
    assert value(goal, "cost_each") is None
    assert value(goal, "women_share") is None
    assert value(goal, "outside_share") is None
    assert value(goal, "co2e_each") is None


def test_shares_and_costs_for_each(here: Municipality) -> None:
    goal = make_goal()
    held(serving(goal), women=1, men=2, cost=Decimal(1000), own=Decimal(250))

    assert value(goal, "women_share") == Decimal("33.33")
    assert value(goal, "outside_share") == 75
    assert value(goal, "cost_each") == Decimal("333.33")


def test_results_are_counted_and_those_of_the_same_unit_added_up(here: Municipality) -> None:
    goal = make_goal()
    initiative = serving(goal)
    make_result(initiative=initiative, noted_on=date(YEAR, 5, 1), value=Decimal(3), unit_of_value="Jobb ")
    make_result(initiative=initiative, noted_on=date(YEAR, 6, 1), value=Decimal(4), unit_of_value="jobb")
    make_result(initiative=initiative, noted_on=date(YEAR, 7, 1), value=Decimal(9), unit_of_value="elever")

    assert value(goal, "results") == 3
    assert value(goal, "result_sum", unit="jobb") == 7
    assert value(goal, "result_sum", unit="träd") is None


def test_a_result_of_another_goal_is_not_counted(here: Municipality) -> None:
    goal, other = make_goal(), make_goal()
    initiative = make_initiative(goals=[goal, other])
    make_result(initiative=initiative, noted_on=date(YEAR, 5, 1), goal=other)

    assert value(other, "results") == 1
    assert not series_of([make_indicator(goal=goal, formula="results")])[0].measured.get(YEAR)


def test_a_result_that_names_the_goal_is_counted_whatever_its_initiative_serves(here: Municipality) -> None:
    goal, other = make_goal(), make_goal()
    beside = make_initiative(goals=[other])
    held(beside, women=3)
    make_result(initiative=beside, noted_on=date(YEAR, 5, 1), goal=goal, value=4, unit_of_value="jobb")
    make_result(initiative=beside, noted_on=date(YEAR, 5, 2))
    secret, gone = make_initiative(goals=[other], secrecy_ground="OSL 31:16"), make_initiative(goals=[other])
    for one in (secret, gone):
        make_result(initiative=one, noted_on=date(YEAR, 5, 1), goal=goal, value=4, unit_of_value="jobb")
    gone.withdraw()

    assert value(goal, "results") == 1
    assert value(goal, "result_sum", unit="jobb") == 4
    assert not value(goal, "people")
    assert value(other, "results") == 1
    make_indicator(goal=goal, formula="results", name="Resultat")
    part = next(one for one in compile_figures(date(YEAR, 1, 1), date(YEAR, 12, 31)).goals if one.pk == goal.pk)
    assert [one.value for one in part.indicators if one.name == "Resultat"] == [len(part.results())]


def test_what_is_confidential_is_in_no_figure(here: Municipality) -> None:
    goal = make_goal()
    held(serving(goal), women=3)
    held(serving(goal, secrecy_ground="OSL 31:16"), women=5)

    assert value(goal, "people") == 3


def test_the_running_year_is_told_as_so_far_and_judges_nothing(here: Municipality) -> None:
    goal = make_goal()
    held(serving(goal), YEAR, women=3)
    held(serving(goal), YEAR + 1, women=5)
    (series,) = series_of([make_indicator(goal=goal, formula="people", targets={YEAR + 1: "4"})])

    assert series.readings[YEAR + 1].so_far
    assert series.measured == {YEAR: 3}
    assert series.standing.value == 3


def test_a_figure_by_hand_of_the_running_year_judges_nothing_either(here: Municipality) -> None:
    (series,) = series_of([make_indicator(values={YEAR: "5", YEAR + 1: "1"}, targets={YEAR: "4", YEAR + 1: "9"})])

    assert series.readings[YEAR + 1].so_far
    assert (series.standing.status, series.standing.value) == (Status.REACHED, 5)


def test_a_step_without_reason_in_its_days_is_counted_in_the_years_that_there_have_been(here: Municipality) -> None:
    goal = make_goal()
    make_step(initiative=serving(goal), starts_on=date(1, 1, 1), ends_on=date(9999, 12, 31), women=3)
    (series,) = series_of([make_indicator(goal=goal, formula="people")])

    assert (min(series.readings), max(series.readings)) == (1970, YEAR + 1)


def test_a_figure_of_before_there_was_anything_to_count_stands(here: Municipality) -> None:
    goal = make_goal()
    held(serving(goal), women=3)
    (series,) = series_of([make_indicator(goal=goal, formula="people", values={YEAR - 2: "40", YEAR: "99"})])

    assert series.measured == {YEAR - 2: 40, YEAR: 3}


def test_the_report_and_the_indicator_say_the_same(here: Municipality) -> None:
    goal = make_goal()
    long = serving(goal)
    make_step(
        initiative=long, starts_on=date(YEAR - 1, 10, 1), ends_on=date(YEAR, 6, 1), women=7, men=1, cost=Decimal(80)
    )
    held(serving(goal), girls=2, cost=Decimal("20.50"))
    make_indicator(goal=goal, formula="people")
    figures = compile_figures(date(YEAR, 1, 1), date(YEAR, 12, 31))
    (part,) = [one for one in figures.goals if one.pk == goal.pk]

    assert value(goal, "people") == part.sums.people.total == 10
    assert value(goal, "cost") == part.sums.money.cost == Decimal("100.50")
    assert part.indicators[0].value == 10


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_goal_without_anything_done_has_an_honest_empty_series(here: Municipality, formula: str) -> None:
    (series,) = series_of([make_indicator(formula=formula)])
    assert (series.readings, series.years) == ({}, [])


def test_many_indicators_ask_as_little_as_one(
    here: Municipality, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(8):
        goal = make_goal()
        held(serving(goal), women=3)
        make_indicator(goal=goal, formula="people", targets={YEAR + 1: "4"})
        make_indicator(goal=goal, values={YEAR: "4"})
    rows = list(Indicator.objects.in_use())
    with django_assert_max_num_queries(8):
        assert len(series_of(rows, with_others=True)) == 16


def test_arrivals_are_counted_on_the_days_of_the_year_for_the_goal_that_a_campaign_names(here: Municipality) -> None:
    goal, other = make_goal(), make_goal()
    initiative = make_initiative(goals=[goal, other])
    for aim, views in ((None, 5), (goal, 7), (other, 11)):
        page = make_campaign_page(make_campaign(initiative=initiative, goal=aim))
        make_reach(page, views, date(YEAR, 12, 31))
        make_reach(page, 100, date(YEAR, 12, 31), Origin.OWN)
        make_reach(page, views, date(YEAR + 1, 1, 1))
    assert value(goal, "arrivals") == 12
    assert value(other, "arrivals") == 16
