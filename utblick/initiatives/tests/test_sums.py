from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from utblick.accounts.tests.make import make_municipality
from utblick.goals.tests.make import make_goal
from utblick.initiatives.models import Step
from utblick.initiatives.models.steps import AMOUNTS, GROUPS
from utblick.initiatives.sums import COLUMNS, Sums, sums_by, sums_of, sums_of_rows
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.tenancy import scope

kronor = st.none() | st.decimals(min_value=0, max_value=1_000_000_000, places=2)
people = st.none() | st.integers(0, 100_000)
steps = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Step.Status.values),
        **dict.fromkeys(AMOUNTS, kronor),
        **dict.fromkeys([name for name in COLUMNS if name not in AMOUNTS], people),
        "kg_co2e": st.none() | st.decimals(min_value=0, max_value=1_000_000, places=1),
    }
)


def added(parts: list[Sums]) -> Sums:
    total = Sums()
    for part in parts:
        total += part
    return total


class AllTotalsAgree(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.lists(steps, max_size=3), max_size=3))
    def test_in_python_in_the_database_and_by_initiative(self, initiatives: list[list[dict[str, object]]]) -> None:
        with scope.acting(make_municipality()):
            for given_steps in initiatives:
                initiative = make_initiative()
                for facts in given_steps:
                    make_step(initiative=initiative, **facts)

            asked = sums_of(Step.objects.all())

            assert asked == sums_of_rows(Step.objects.all())
            assert asked == added(list(sums_by(Step.objects.all(), "initiative_id").values()))


@pytest.mark.django_db
def test_the_plan_of_what_fell_through_does_not_count_but_its_cost_does(here: object) -> None:
    make_step(status=Step.Status.REJECTED, planned_cost=900_000, planned_girls=10)
    make_step(status=Step.Status.CANCELLED, planned_cost=5_000, cost=1_200)
    make_step(planned_cost=10_000, cost=9_500)

    sums = sums_of(Step.objects.all())

    assert sums.steps == 1
    assert sums.money.planned_cost == 10_000
    assert sums.money.cost == 10_700
    assert sums.planned.girls is None


@pytest.mark.django_db
def test_nobody_counted_is_not_nought(here: object) -> None:
    make_step(women=0)
    sums = sums_of(Step.objects.all())
    assert sums.people.women == 0
    assert sums.people.men is None
    assert sums.people.total == 0
    assert sums_of(Step.objects.none()).people.total is None
    assert {group for group in GROUPS if getattr(sums.people, group) is not None} == {"women"}


@pytest.mark.django_db
def test_by_goal_a_step_counts_for_each_goal_that_its_initiative_serves(here: object) -> None:
    one, other = make_goal(), make_goal()
    make_step(initiative=make_initiative(goals=[one, other]), cost=100)
    make_step(initiative=make_initiative(goals=[one]), cost=Decimal("0.10"))

    by_goal = sums_by(Step.objects.all(), "initiative__contributions__goal")

    assert by_goal[one.pk].money.cost == Decimal("100.10")
    assert by_goal[other.pk].money.cost == 100


@pytest.mark.django_db
def test_what_the_reader_may_not_see_is_in_no_sum(here: object) -> None:
    make_step(initiative=make_initiative(secrecy_ground="OSL 30:23"), cost=100)
    assert sums_of(Step.objects.all()).money.cost is None
