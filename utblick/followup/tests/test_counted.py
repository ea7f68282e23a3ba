"""From a figure of the watch or of the enquiries to the rows that it was counted from, in the report's own period."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, User
from utblick.establishment.tests.make import make_enquiry
from utblick.followup.compiling import compile_figures
from utblick.followup.contents import Part
from utblick.followup.counted import counted
from utblick.followup.figures import Period
from utblick.followup.parts import establishment, watch
from utblick.followup.references import address_of
from utblick.followup.tests.make import END, START, make_year
from utblick.journal import clock
from utblick.watch import decisions
from utblick.watch.tests.make import make_item, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(here: Municipality, coordinator: User) -> list[Part]:
    make_year()
    for reason, day in (("Saknar partner", 1), ("No partner: the choir is full", 2), ("Ingen fråga för oss", 3)):
        with clock.at(datetime(2026, 5, day, 9, tzinfo=UTC)):
            decisions.decide(make_item(reason), verdict="not_relevant", by=coordinator, reason=reason)
    with clock.at(datetime(2025, 5, 1, 9, tzinfo=UTC)):
        before = make_item("Året före", found_at=datetime(2025, 5, 1, tzinfo=UTC))
        make_place(before, decided=True)
        decisions.decide(before, verdict="not_relevant", by=coordinator, reason="Saknar partner")
        make_enquiry("Året före AB")
    with clock.at(datetime(2026, 5, 4, 9, tzinfo=UTC)):
        first = make_enquiry("Nordwind GmbH", state="established", closed_on=date(2026, 9, 1))
        make_enquiry("Alpenglas AG", state="lost", reason="För långt", closed_on=date(2026, 9, 1))
        make_enquiry("Hemligt AB", secrecy_ground="OSL 31 kap. 16 §")
    first.answered_on, first.jobs, first.investment = date(2026, 5, 6), 11, Decimal(8_500_000)
    first.save()
    figures = compile_figures(START, END)
    return [watch.write(figures), establishment.write(figures)]


def test_each_figure_comes_to_the_same_from_the_rows_of_its_own_period(
    client: Client, coordinator: User, year: list[Part], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(coordinator)
    met = 0
    for table in (table for part in year for table in part["tables"]):
        for label, cell in table["rows"]:
            with django_assert_max_num_queries(8):
                page = client.get(address_of(cell["ref"])).text
            assert f"{label['text']}: {cell['text']}</h1>" in page
            assert "Året före" not in page
            assert "Hemligt AB" not in page
            met += 1
    assert met == 16


def test_the_rows_say_what_they_were_counted_for(client: Client, coordinator: User, year: list[Part]) -> None:
    client.force_login(coordinator)
    asked = {"first": str(START), "last": str(END)}
    page = reverse("followup:counted")
    aside = client.get(page, {"of": "watch:why-Saknar partner", **asked}).text
    assert "No partner: the choir is full" in aside
    assert "Ingen fråga för oss" not in aside
    jobs = client.get(page, {"of": "establishment:jobs", **asked}).text
    assert "11 arbetstillfällen" in jobs
    assert "besvarad efter 2 arbetsdagar" in jobs
    assert "Alpenglas AG" not in jobs


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"of": "watch:arrived", "first": "2026-01-01"},
        {"of": "watch:arrived", "first": "2026-01-01", "last": "9999-12-31"},
        {"of": "watch:arrived", "first": "0001-01-01", "last": "2026-12-31"},
        {"of": "watch:nothing", "first": "2026-01-01", "last": "2026-12-31"},
        {"of": "goal:3", "first": "2026-01-01", "last": "2026-12-31"},
        {"of": "watch:arrived-3", "first": "2026-01-01", "last": "2026-12-31"},
        {"of": "goal:jobs", "first": "2026-01-01", "last": "2026-12-31"},
    ],
)
def test_what_is_no_figure_or_no_period_is_not_found(client: Client, coordinator: User, asked: dict[str, str]) -> None:
    client.force_login(coordinator)
    assert client.get(reverse("followup:counted"), asked).status_code == 404


def test_a_period_without_anything_comes_to_nothing(here: Municipality) -> None:
    empty = Period(date(2019, 1, 1), date(2019, 12, 31))
    assert [found and found.figure for found in (counted("watch:days", empty), counted("watch:arrived", empty))] == [
        None,
        0,
    ]
