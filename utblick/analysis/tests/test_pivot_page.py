"""The page of the pivot and the page behind its cells, as a reader meets them."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.goals.tests.make import make_form, make_goal
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.partners.tests.make import make_organisation
from utblick.projects.tests.make import make_project

pytestmark = pytest.mark.django_db
PIVOT = "/analysis/"


@pytest.fixture
def reader(client: Client, decision_maker: User) -> Client:
    client.force_login(decision_maker)
    return client


def asked(client: Client, **question: str) -> str:
    answer = client.get(PIVOT, question, headers={"accept-language": "sv"})
    assert answer.status_code == 200
    return str(answer.text)


def rows_of(client: Client, **question: str) -> list[list[str]]:
    """The table as its file has it."""
    answer = client.get(PIVOT, {**question, "as": "csv"})
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def links(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="(/analysis/rows/[^"]+)"', page)]


def test_a_step_of_two_goals_counts_once_in_all_and_the_page_says_so(here: object, reader: Client) -> None:
    goals = [make_goal("ungas möten"), make_goal("nya marknader")]
    make_step(initiative=make_initiative(goals=goals), cost=1000)
    make_step(initiative=make_initiative(goals=goals[:1]), cost=500)

    question = {"figure": "cost", "rows": "goal", "columns": "none"}

    assert [row[1] for row in rows_of(reader, **question)[1:]] == ["1500.00", "1000.00", "1500.00"] or [
        row[1] for row in rows_of(reader, **question)[1:]
    ] == ["1500,00", "1000,00", "1500,00"]
    assert "räknas på vart och ett av dem" in asked(reader, **question)
    assert "räknas på vart och ett av dem" not in asked(reader, **question, goal=str(goals[1].pk))


def test_what_nobody_told_is_a_dash_and_what_is_told_to_be_nothing_a_nought(here: object, reader: Client) -> None:
    unit, other = make_unit("Skolan"), make_unit("Vården")
    make_step(initiative=make_initiative(unit=unit))
    make_step(initiative=make_initiative(unit=other), cost=0)
    page = asked(reader, figure="cost", rows="unit", columns="none")
    told = re.findall(r'<td[^>]*><a class="ds-link" href="/analysis/rows/[^"]+">([^<]+)</a>', page)
    assert told == ["–", "0", "0"]


def test_every_figure_leads_to_rows_that_come_to_the_same(here: object, reader: Client) -> None:
    unit, goal = make_unit("Skolan"), make_goal("ungas möten")
    one = make_initiative("Brev till Oulu", unit=unit, goals=[goal], partners=[make_organisation(country="FI")])
    make_step(initiative=one, title="Resan", cost=1200, women=3, boys=4)
    make_step(initiative=one, title="Återbesöket", cost=300, starts_on=date(2025, 12, 20), ends_on=date(2026, 1, 3))
    page = asked(reader, figure="cost", rows="country", columns="year")

    for link in links(page):
        behind = reader.get(link).text
        told = re.search(r"<h1[^>]*>[^:]+: ([^<]+)</h1>", behind)
        assert told
        figure = re.search(re.escape(f'href="{link.replace("&", "&amp;")}"') + ">([^<]+)</a>", page)
        assert figure
        assert told[1] == figure[1]
    assert "Återbesöket" in reader.get(f"{PIVOT}rows/?figure=cost&rows=country&columns=year&row=FI&column=2025").text
    assert "Resan" not in reader.get(f"{PIVOT}rows/?figure=cost&rows=country&columns=year&row=FI&column=2025").text


def test_a_unit_is_asked_about_with_all_its_parts(here: object, reader: Client) -> None:
    top, aside = make_unit("Barn och utbildning"), make_unit("Teknik")
    below = make_unit("Hjalmar Strömerskolan", parent=make_unit("Gymnasiet", parent=top))
    for unit in (top, below, aside):
        make_initiative(unit=unit)
    page = rows_of(reader, figure="initiatives", rows="unit", columns="none", unit=str(top.pk))
    assert page[1:] == [["Barn och utbildning", "1"], ["Hjalmar Strömerskolan", "1"], ["Totalt", "2"]]


def test_people_are_told_as_women_men_girls_boys_and_not_stated(here: object, reader: Client) -> None:
    make_step(initiative=make_initiative(form=make_form("utbyte")), women=3, boys=4, not_stated=2)
    question = {"figure": "people", "rows": "form", "columns": "none"}
    page = asked(reader, **question)
    assert "3 kvinnor" in page
    assert "4 pojkar" in page
    assert rows_of(reader, **question)[1][1:] == ["9", "3", "", "", "4", "2"]


def test_a_goal_that_nothing_serves_is_a_row_and_so_is_what_serves_none(here: object, reader: Client) -> None:
    make_goal("en idé ännu")
    make_initiative("Utan mål")
    rows = rows_of(reader, figure="initiatives", rows="goal", columns="none")
    assert rows[1:] == [["en idé ännu", "0"], ["Inget mål angivet", "1"], ["Totalt", "1"]]


@pytest.mark.parametrize(("role", "told"), [(Role.DECISION_MAKER, "1"), (Role.COORDINATOR, "2")])
def test_what_is_confidential_is_in_the_figures_of_those_only_who_may_see_it(
    client: Client, here: object, role: Role, told: str
) -> None:
    unit = make_unit("Skolan")
    make_initiative("Öppen", unit=unit)
    make_initiative("Hemlig sak", unit=unit, secrecy_ground="OSL 30:23")
    client.force_login(make_user(role))
    question = {"figure": "initiatives", "rows": "unit", "columns": "none"}
    assert rows_of(client, **question)[1] == ["Skolan", told]
    behind = client.get(f"{PIVOT}rows/", {**question, "row": str(unit.pk)}).text
    assert ("Hemlig sak" in behind) == (told == "2")


def test_nothing_to_count_says_what_to_change(here: object, reader: Client) -> None:
    assert "Till insatserna" in asked(reader)
    make_step(cost=5)
    assert "Rensa alla filter" in asked(reader, figure="cost", country="NO")


@pytest.mark.parametrize(
    "question",
    [
        {"figure": "gold", "rows": "colour", "columns": "rows", "unit": "x", "goal": "-1", "first": "20x", "as": "exe"},
        {"rows": "goal", "columns": "goal"},
        {"unit": "9" * 40, "country": "ZZZ", "last": "99999"},
    ],
)
def test_an_address_that_asks_for_nonsense_is_answered(here: object, reader: Client, question: dict[str, str]) -> None:
    make_step(cost=5)
    asked(reader, **question)
    assert reader.get(f"{PIVOT}rows/", question).status_code == 200


def test_a_period_that_ends_before_it_begins_is_told(here: object, reader: Client) -> None:
    make_step(cost=5)
    assert "Det sista året kan inte vara före det första, 2026." in asked(reader, first="2026", last="2025")


@pytest.mark.parametrize("row", ["x", "0", "12345"])
def test_a_cell_that_there_is_not_is_not_found(here: object, reader: Client, row: str) -> None:
    assert reader.get(f"{PIVOT}rows/?rows=goal&row={row}").status_code == 404


def test_a_name_that_a_spreadsheet_would_run_stays_a_name(here: object, reader: Client) -> None:
    make_initiative(unit=make_unit("=cmd()"))
    assert rows_of(reader, figure="initiatives", rows="unit", columns="none")[1][0] == "'=cmd()"


def test_the_table_can_be_taken_home_as_excel(here: object, reader: Client) -> None:
    make_step(initiative=make_initiative(unit=make_unit()), cost=5)
    answer = reader.get(PIVOT, {"figure": "cost", "rows": "unit", "as": "xlsx"})
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("figure", ["initiatives", "people", "results"])
def test_both_pages_keep_to_eight_queries(
    here: object, reader: Client, figure: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        one = make_initiative(goals=[make_goal()], unit=make_unit(), partners=[make_organisation(country="FI")])
        make_step(initiative=one, women=number)
        make_result(initiative=one)
    reader.get(reverse("ui:about"))
    question = {"figure": figure, "rows": "goal", "columns": "country"}
    with django_assert_max_num_queries(8):
        page = asked(reader, **question)
    with django_assert_max_num_queries(8):
        reader.get(links(page)[0])


def test_a_year_without_anything_is_a_column_too(here: object, reader: Client) -> None:
    one = make_initiative(unit=make_unit("Skolan"))
    for year in (2022, 2024):
        make_step(initiative=one, cost=year, starts_on=date(year, 2, 1), ends_on=None)
    rows = rows_of(reader, figure="cost", rows="unit", columns="year")
    assert rows[0] == ["Enhet", "2022", "2023", "2024", "Totalt"]
    assert [cell[:4] for cell in rows[1]] == ["Skol", "2022", "", "2024", "4046"]


def test_a_sum_that_is_in_one_cell_is_told_once(here: object, reader: Client) -> None:
    unit, other = make_unit("Skolan"), make_unit("Vården")
    make_step(initiative=make_initiative(unit=unit), cost=1200)
    make_step(initiative=make_initiative(unit=other))
    page = unescape(asked(reader, figure="cost", rows="unit", columns="none")).replace("\u202f", " ")
    assert "Totalt 1 200\u00a0kr, allt under Skolan." in page
    make_step(initiative=make_initiative(unit=other), cost=300)
    page = unescape(asked(reader, figure="cost", rows="unit", columns="none")).replace("\u202f", " ")
    assert "Totalt 1 500\u00a0kr. Störst: Skolan, 1 200\u00a0kr." in page


def test_the_steps_that_should_tell_a_figure_and_do_not_are_counted_beside_it_and_in_the_file(
    here: object, reader: Client
) -> None:
    one = make_initiative(unit=make_unit("Skolan"))
    make_step(title="Känd", initiative=one, planned_cost=1200, cost=900)
    project = make_project("I euro utan kurs", initiative=one, currency="EUR", starts_on=date(2026, 1, 1))
    make_step(title="Inställd", initiative=one, status="cancelled")
    question = {"figure": "planned_cost", "rows": "unit", "columns": "year"}

    page = asked(reader, **question)

    assert "1 aktivitet saknar uppgiften och är inte med i någon siffra här." in page
    behind = reader.get(re.findall(r'href="([^"]+untold=1)"', unescape(page))[0]).text
    assert "I euro utan kurs" in behind
    assert project.get_absolute_url() in behind
    assert "Känd" not in behind
    assert "Inställd" not in behind
    assert rows_of(reader, **question)[-1][0] == "1 aktivitet saknar uppgiften och är inte med i någon siffra här."
    assert "untold=1" not in asked(reader, **{**question, "figure": "cost"}), "what is planned has cost nothing yet"
    assert "untold=1" not in asked(reader, **{**question, "figure": "initiatives"})
