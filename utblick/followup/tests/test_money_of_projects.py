"""The report and the books of a project say the same money."""

from datetime import date
from decimal import Decimal

import pytest

from utblick.followup.compiling import compile_figures
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.tests.make import make_initiative
from utblick.projects import budgeting
from utblick.projects.books import our_book
from utblick.projects.models import Booking, Project
from utblick.projects.tests.make import budget_of, make_budget, make_project, us

pytestmark = pytest.mark.django_db


def test_whatever_is_changed_in_a_budget_or_booked_is_in_the_report(here: object) -> None:
    goal = make_goal(document=make_document(status=PolicyDocument.Status.IN_FORCE))
    initiative = make_initiative(goals=[goal], starts_on=date(2027, 1, 1))
    project = make_project(initiative=initiative, currency="EUR", stage=Project.Stage.RUNNING)
    make_budget(project, option="office15", percent=65, staff="10000.33", travel=Decimal("77.77"), own_cash=4_000)
    Booking(project=project, booked_on=date(2027, 2, 1), category="staff", amount=Decimal("31250.50")).save()
    place = ("travel", date(2027, 1, 1))
    budgeting.fill(budget_of(project), us(project), {place: budgeting.Wish(Decimal("77.77"), Decimal("99.99"))})

    figures = compile_figures(date(2027, 1, 1), date(2027, 12, 31))

    held, money = our_book(project), figures.totals.money
    assert (money.planned_cost, money.planned_own) == (held.our_sums.cost, held.our_sums.own)
    assert (money.cost, money.own) == (held.cost, held.own)
    assert [part.sums.money for part in figures.goals if part.pk == goal.pk] == [money]
