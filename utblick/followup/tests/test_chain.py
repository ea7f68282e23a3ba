import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.followup import freezing
from utblick.followup.chain import chain_of_report
from utblick.followup.tests.make import make_report, make_year

pytestmark = pytest.mark.django_db


def test_the_chain_leads_from_goals_and_initiatives_to_the_board_without_a_query(
    coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    goals = make_year()
    report = make_report()
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    with django_assert_num_queries(0):
        chain = chain_of_report(report)
    titles = [stage.title for stage in chain.came_from]
    assert titles[:3] == [goal.name for goal in goals]
    assert "Ungas möten över gränsen" in titles
    assert chain.came_from[0].url == reverse("goals:goal", args=[goals[0].pk])
    assert chain.this.when == report.frozen_at
    assert len(chain.led_to) == 1
