import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from utblick.accounts.models import User
from utblick.initiatives.models import Step
from utblick.initiatives.sums import sums_of
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.partners.tests.make import make_organisation
from utblick.projects import budgeting
from utblick.projects.book import EURO, KRONOR
from utblick.projects.books import book
from utblick.projects.budgeting import Clash, Settled, Wish
from utblick.projects.models import Line, Partner, Project
from utblick.projects.sums.budget import sums
from utblick.projects.tests.make import budget_of, make_budget, make_project, us

pytestmark = pytest.mark.django_db
D = Decimal
YEAR = date(2027, 1, 1)


def opened(client: Client, project: Project, partner: Partner | None = None) -> tuple[str, dict[str, str]]:
    """The address of the table, and what a browser would send back of it unchanged."""
    address = reverse("projects:sheet", args=[budget_of(project).pk, (partner or us(project)).pk])
    form = client.get(address).context["form"]
    sent = {}
    for box in form:
        shown = "" if box.value() is None else str(box.value())
        sent |= {box.html_name: shown, box.html_initial_name: shown}
    return address, sent


def test_amounts_are_read_as_people_write_them(client: Client, coordinator: User) -> None:
    project = make_project()
    client.force_login(coordinator)
    address, sent = opened(client, project)
    written = {"staff-2027-01": "1\u00a0234\u202f567,50", "travel-2027-01": "1 234.50", "own_cash-2027-01": "€ 2 000"}

    assert client.post(address, {**sent, **written}).status_code == 302

    found = {line.what: line.entered for line in Line.objects.of(project)}
    assert found == {"staff": D("1234567.50"), "travel": D("1234.50"), "own_cash": D(2000)}


@pytest.mark.parametrize("wrong", ["-5", "tusen", "1.234", "1e9", "99999999999999", "1,005,1"])
def test_what_is_no_amount_is_refused_and_nothing_is_saved_or_lost(
    client: Client, coordinator: User, wrong: str
) -> None:
    project = make_project()
    client.force_login(coordinator)
    address, sent = opened(client, project)

    page = client.post(address, {**sent, "staff-2027-01": wrong, "travel-2027-01": "500"})

    assert page.status_code == 422
    assert f'value="{wrong}"' in page.text
    assert 'value="500"' in page.text
    assert not Line.objects.of(project).exists()


def test_two_people_in_different_boxes_both_get_theirs(client: Client, coordinator: User) -> None:
    project = make_project()
    client.force_login(coordinator)
    address, first = opened(client, project)
    _address, second = opened(client, project)

    client.post(address, {**first, "staff-2027-01": "100"})
    client.post(address, {**second, "travel-2027-01": "50"})

    assert {line.what: line.entered for line in Line.objects.of(project)} == {"staff": D(100), "travel": D(50)}


def test_two_people_in_the_same_box_the_second_is_told_and_may_insist(client: Client, coordinator: User) -> None:
    project = make_project()
    client.force_login(coordinator)
    address, first = opened(client, project)
    _address, second = opened(client, project)
    client.post(address, {**first, "staff-2027-01": "100", "other-2027-01": "70"})

    told = client.post(address, {**second, "staff-2027-01": "300", "travel-2027-01": "50"})

    assert told.status_code == 422
    assert "100,00" in told.text
    assert 'value="300"' in told.text
    assert told.context["form"]["other-2027-01"].value() == "70", (
        "a box that was left alone shows what stands there now"
    )
    assert {line.what: line.entered for line in Line.objects.of(project)} == {"staff": D(100), "other": D(70)}
    form = told.context["form"]
    again = {box.html_initial_name: form.data[box.html_initial_name] for box in form}
    shown = {box.html_name: box.value() for box in form}
    client.post(address, {**second, **again, **shown})
    found = {line.what: line.entered for line in Line.objects.of(project)}
    assert found == {"staff": D(300), "travel": D(50), "other": D(70)}


def test_a_box_that_somebody_emptied_meanwhile_is_told_too(here: object) -> None:
    project = make_project()
    budget = make_budget(project, staff=100)
    place = ("staff", YEAR)
    budgeting.fill(budget, us(project), {place: Wish(D(100), None)})
    with pytest.raises(Clash):
        budgeting.fill(budget, us(project), {place: Wish(D(100), D(200))})


def test_every_change_of_an_amount_is_in_the_trail(here: object) -> None:
    project = make_project()
    budget = make_budget(project, staff=100)
    budgeting.fill(budget, us(project), {("staff", YEAR): Wish(D(100), D(250))})
    entry = Entry.objects.filter(kind="projects.line").first()
    assert D(entry.before["entered"]) == 100
    assert D(entry.after["entered"]) == 250
    assert "2027" in entry.label


def test_a_settled_version_is_not_changed_and_the_next_begins_with_it(here: object) -> None:
    project = make_project()
    budget = make_budget(project, staff=100, own_cash=40)
    budgeting.settle(budget)
    with pytest.raises(Settled):
        budgeting.fill(budget, us(project), {("staff", YEAR): Wish(D(100), D(1))})

    version = budgeting.begin_version(budget, name="Som beviljat")
    budgeting.fill(version, us(project), {("staff", YEAR): Wish(D(100), D(80))})

    assert sums(book(project, budget).cells).cost == 200
    assert sums(book(project).cells).cost == 180


def test_the_initiative_and_the_report_say_what_the_budget_says_of_our_part_in_kronor(here: object) -> None:
    partner = make_organisation("Fjellgren", country="NO")
    initiative = make_initiative(partners=[partner])
    project = make_project(initiative=initiative, currency="EUR")
    make_budget(project, option="office15", percent=60, staff=10_000, own_cash=3_000, own_kind=1_600)
    theirs = Partner.objects.of(project).get(organisation=partner)
    budgeting.fill(budget_of(project), theirs, {("staff", YEAR): Wish(None, D(99_000))})

    money = sums_of(Step.objects.filter(initiative=initiative)).money

    ours = book(project).our_sums
    assert money.planned_cost == ours.cost == 2 * 11_500 * 11
    assert money.planned_own == ours.own == 2 * 4_600 * 11


def test_a_project_has_one_lead(client: Client, coordinator: User) -> None:
    partner = make_organisation("Fjellgren")
    project = make_project()
    client.force_login(coordinator)
    address = reverse("projects:add_partner", args=[project.pk])

    refused = client.post(address, {"organisation": partner.pk, "role": "lead"})
    assert "är redan huvudpartner" in refused.text
    ours = us(project)
    client.post(reverse("projects:edit_partner", args=[ours.pk]), {"role": "partner", "revision": ours.revision})
    client.post(address, {"organisation": partner.pk, "role": "lead"})

    assert Partner.objects.of(project).get(role=Partner.Role.LEAD).organisation == partner


def test_a_partner_that_is_taken_out_takes_its_budget_along_and_back(client: Client, coordinator: User) -> None:
    partner = make_organisation("Fjellgren")
    project = make_project(initiative=make_initiative(partners=[partner]))
    theirs = Partner.objects.of(project).get(organisation=partner)
    budgeting.fill(budget_of(project), theirs, {("staff", YEAR): Wish(None, D(500))})
    client.force_login(coordinator)

    client.post(reverse("projects:withdraw_part", args=["partner", theirs.pk]))
    assert sums(book(project).cells).cost == 0
    client.post(reverse("projects:restore_part", args=["partner", theirs.pk]))
    assert sums(book(project).cells).cost == 500


def test_the_excel_file_says_what_the_page_says_in_both_currencies(client: Client, coordinator: User) -> None:
    project = make_project(currency="EUR")
    make_budget(project, option="office15", percent=65, staff="10000.33", travel="77.77", own_cash="1234.56")
    client.force_login(coordinator)

    file = client.get(reverse("projects:file", args=[project.pk, "xlsx"]))

    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()[1:]
    held = book(project)
    for column, currency in ((4, EURO), (5, KRONOR)):
        whole = sums(held.in_currency(currency))
        costs = sum(D(str(row[column])) for row in rows if row[2] in ("Kostnad", "Cost"))
        paid = sum(D(str(row[column])) for row in rows if row[2] not in ("Kostnad", "Cost"))
        assert costs == whole.cost
        assert paid == whole.funded


def test_amounts_outside_the_projects_time_stand_until_they_are_cleared(client: Client, coordinator: User) -> None:
    project = make_project()
    make_budget(project, staff=100)
    step = project.step
    step.ends_on = date(2027, 12, 31)
    step.save()
    client.force_login(coordinator)

    page = client.get(reverse("projects:budget", args=[project.pk])).text

    assert "2028" in page
    assert sums(book(Project.objects.get()).cells).cost == 200


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"rate_day": "1998-01-01"}, "1999-01-04"),
        ({"rate_day": "2099-01-01"}, "2099-01-01"),
        ({"own_rate": "11234"}, "11,2345"),
        ({"grant_percent": "140"}, "Procentsatsen kan inte vara högre än 100."),
        ({"grant_percent": "-5"}, "Procentsatsen kan inte vara lägre än 0."),
        ({"grant_percent": "sextio"}, "Skriv procentsatsen med siffror"),
        ({"rate_day": "2026-10-30", "own_rate": "11,5"}, ""),
        ({"option_key": "bitcoin"}, ""),
    ],
)
def test_terms_that_cannot_be_are_refused_with_the_reason(
    client: Client, coordinator: User, terms: dict[str, str], told: str
) -> None:
    project = make_project(currency="EUR")
    budget = budget_of(project)
    client.force_login(coordinator)
    sent = {"name": "Ansökan", "option_key": "real", "grant_percent": "60", "period_months": "12"}

    page = client.post(reverse("projects:edit_terms", args=[budget.pk]), {**sent, **terms, "revision": budget.revision})

    assert page.status_code == 422
    assert told in page.text


def test_the_rate_of_a_sunday_is_fridays_and_is_told_with_its_day(client: Client, coordinator: User) -> None:
    project = make_project(currency="EUR")
    budget = make_budget(project, staff=100)
    client.force_login(coordinator)
    sent = {"name": "Ansökan", "option_key": "real", "grant_percent": "60", "period_months": "12"}

    client.post(
        reverse("projects:edit_terms", args=[budget.pk]),
        {**sent, "rate_day": "2026-05-10", "revision": budget_of(project).revision},
    )

    found = budget_of(project)
    assert found.rate_on == date(2026, 5, 8)
    page = client.get(reverse("projects:budget", args=[project.pk])).text
    assert "ECB 2026-05-08" in page
    assert Step.objects.get().planned_cost == 2 * (100 * found.per_euro).quantize(D("0.01"))


def change_currency(client: Client, project: Project, currency: str) -> Any:
    sent = {"programme_key": project.programme_key, "currency": currency, "revision": project.revision}
    return client.post(reverse("projects:edit", args=[project.pk]), sent, follow=True)


def test_a_budget_that_is_put_in_euro_instead_is_reckoned_anew_wherever_it_is_added_up(
    client: Client, coordinator: User
) -> None:
    project = make_project(currency="SEK")
    make_budget(project, staff=100, own_cash=40)
    client.force_login(coordinator)

    page = change_currency(client, project, "EUR")

    assert "som de skrevs, nu i den andra valutan" in page.text
    assert Step.objects.get().planned_cost == 2 * 100 * 11


def test_without_a_rate_a_budget_in_euro_is_in_no_sum_and_its_page_says_so(client: Client, coordinator: User) -> None:
    project = make_project(currency="SEK")
    budget = make_budget(project, staff=100)
    budget.per_euro = None
    budget.save()
    client.force_login(coordinator)

    change_currency(client, project, "EUR")

    assert Step.objects.get().planned_cost is None
    assert "Ange växelkursen" in client.get(reverse("projects:budget", args=[project.pk])).text


def test_the_currency_of_what_is_settled_is_not_changed(client: Client, coordinator: User) -> None:
    project = make_project(currency="SEK")
    budgeting.settle(make_budget(project, staff=100))
    client.force_login(coordinator)

    page = change_currency(client, project, "EUR")

    assert page.status_code == 422
    assert "Beloppen är i kronor" in page.text
    assert Project.objects.get().currency == "SEK"


def test_what_the_budget_does_not_yet_agree_with_is_told_beside_it(client: Client, coordinator: User) -> None:
    project = make_project(programme_key="erasmus", currency="EUR")
    make_budget(project, option="lump", percent=100, lump=25_000)
    client.force_login(coordinator)
    page = client.get(reverse("projects:budget", args=[project.pk])).text
    assert "30\u202f000" in page.replace("\u00a0", "\u202f")


@pytest.mark.parametrize("name", ["project", "budget", "outcome", "claims", "plan", "visibility"])
def test_every_page_of_a_project_keeps_to_eight_queries(
    client: Client, coordinator: User, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    initiative = make_initiative(partners=[make_organisation() for _ in range(4)])
    project = make_project(initiative=initiative)
    make_budget(project, staff=100, travel=10, own_cash=44)
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(8):
        page = client.get(reverse(f"projects:{name}", args=[project.pk]))
    assert page.status_code == 200


def test_the_table_that_is_filled_in_keeps_to_eight_queries(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    project = make_project()
    make_budget(project, staff=100)
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    address = reverse("projects:sheet", args=[budget_of(project).pk, us(project).pk])
    with django_assert_max_num_queries(8):
        client.get(address)
