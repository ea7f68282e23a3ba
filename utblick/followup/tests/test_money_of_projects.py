"""The report and the books of a project say the same money."""

from datetime import date
from decimal import Decimal

import pytest

from utblick.followup import composing
from utblick.followup.compiling import compile_figures
from utblick.followup.models import Report
from utblick.followup.paper import paper_of
from utblick.followup.tests.make import make_report
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Step
from utblick.initiatives.tests.make import make_initiative, make_step
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


def test_the_amounts_of_a_project_over_several_years_are_told_as_of_its_whole_time(here: object) -> None:
    """Beside each other stood the plan of three years and the outcome of one."""
    goal = make_goal(document=make_document(status=PolicyDocument.Status.IN_FORCE))
    initiative = make_initiative(goals=[goal], starts_on=date(2025, 1, 1))
    whole = {"initiative": initiative, "starts_on": date(2025, 6, 1), "ends_on": date(2027, 5, 31)}
    make_step(title="Skog utan gräns", planned_cost=3_000_000, cost=200_000, **whole)
    make_step(title="Bara i år", initiative=initiative, starts_on=date(2026, 2, 1), planned_cost=5_000)
    make_step(title="Fick nej", status=Step.Status.REJECTED, planned_cost=9_000, **whole)
    told = "Beloppen för ”Skog utan gräns” (2025–2027) avser hela genomförandetiden, även utanför 2026."
    paper = paper_of(make_report())
    for key in ("summary", f"goal-{goal.pk}"):
        (part,) = [one for one in paper.parts if one.key == key]
        assert told in " ".join(block.text for block in part.blocks), key
    report = Report.objects.get()
    assert told in report.figures["letter"]["economy"]
    assert told in str(report.figures["board"])
    report.starts_on, report.ends_on = date(2025, 1, 1), date(2027, 12, 31)
    report.save()
    composing.compose(report)
    assert "genomförandetiden" not in str(report.figures)


def test_the_rate_at_which_a_plan_in_euro_was_reckoned_is_told_once_for_those_that_share_it(here: object) -> None:
    goal = make_goal(document=make_document(status=PolicyDocument.Status.IN_FORCE))
    initiative = make_initiative(goals=[goal], starts_on=date(2026, 1, 1))
    for title, currency, rate, on in (
        ("Skogen", "EUR", "11.4512", date(2026, 3, 2)),
        ("Byn", "EUR", "11.4512", date(2026, 3, 2)),
        ("Leden", "EUR", "11.2", None),
        ("Utan kurs", "EUR", None, None),
        ("I kronor", "SEK", "11.9", None),
    ):
        project = make_project(title, initiative=initiative, currency=currency, starts_on=date(2026, 2, 1))
        budget = make_budget(project, staff=1_000)
        budget.per_euro, budget.rate_on = rate and Decimal(rate), on
        budget.save()
        budgeting.tell_step(project)
    (method,) = [one for one in paper_of(make_report()).parts if one.key == "method"]
    assert (
        "Det som planeras i euro är omräknat till kronor: ”Skogen” och ”Byn” till 11,4512 kronor per euro, Europeiska "
        "centralbankens kurs den 2\u00a0mars 2026; ”Leden” till 11,2000 kronor per euro, programmets egen kurs."
    ) in " ".join(block.text for block in method.blocks)
