"""What campaigns reached is told under the goals they are for, linked to its rows, and stays in a frozen report."""

from datetime import date
from decimal import Decimal

import pytest

from utblick.accounts.models import Municipality, User
from utblick.campaigns.models import Campaign, Origin, Reach
from utblick.campaigns.tests.make import make_campaign, make_campaign_page, make_reach
from utblick.followup import composing, freezing
from utblick.followup.compiling import compile_figures
from utblick.followup.contents import Part
from utblick.followup.references import address_of
from utblick.followup.tests.make import END, START, make_report, make_year
from utblick.initiatives.models import Initiative

pytestmark = pytest.mark.django_db
MARCH = date(START.year, 3, 9)


@pytest.fixture
def campaign(here: Municipality) -> Campaign:
    """Of an initiative with two goals, for the first of them; read in the period, and once before it."""
    goal = make_year()[0]
    made = make_campaign(
        "Trä till Bayern",
        initiative=Initiative.objects.get(title__startswith="Trä"),
        goal=goal,
        target=900,
        starts_on=date(START.year - 1, 12, 1),
        ends_on=date(START.year, 4, 1),
        cost=Decimal(43900),
    )
    page = make_campaign_page(made)
    make_reach(page, 640, MARCH)
    make_reach(page, 60, MARCH, Origin.OWN)
    make_reach(page, 99, date(START.year - 1, 12, 24))
    return made


def part_of(parts: list[Part], campaign: Campaign) -> Part:
    return next(part for part in parts if part["key"] == f"goal-{campaign.goal_id}")


def test_a_campaign_is_told_under_its_own_goal_with_what_was_counted_in_the_period(campaign: Campaign) -> None:
    first, second, *_rest = compile_figures(START, END).goals
    (line,) = first.campaigns()
    assert (line.title, line.arrivals, line.views, line.target) == ("Trä till Bayern", 640, 700, 900)
    assert second.campaigns() == []


def test_the_report_has_a_table_and_a_sentence_that_lead_to_the_campaign(campaign: Campaign) -> None:
    report = make_report()
    composing.compose(report)
    part = part_of(report.figures["parts"], campaign)
    (table,) = [one for one in part["tables"] if one["shape"] == "campaigns"]
    assert [" ".join(cell["text"].split()) for cell in table["rows"][0]] == [
        "Trä till Bayern",
        "700",
        "640",
        "900",
        "43 900",
    ]
    assert address_of(table["rows"][0][2]["ref"]) == campaign.get_absolute_url()
    said = [one for paragraph in part["draft"] for one in paragraph if "640\u00a0ankomster" in one["text"]]
    assert [ref["label"] for ref in said[0]["refs"]] == ["Trä till Bayern"]


def test_a_frozen_report_keeps_the_figure_that_was_read(campaign: Campaign, coordinator: User) -> None:
    report = make_report()
    composing.compose(report)
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    make_reach(campaign.pages.get(), 1000, date(START.year, 3, 10))
    report.refresh_from_db()
    (table,) = [one for one in part_of(report.content()["parts"], campaign)["tables"] if one["shape"] == "campaigns"]
    assert table["rows"][0][2]["text"] == "640"
    assert Reach.objects.count() == 4
