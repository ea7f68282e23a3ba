import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.goals.tests.make import make_form, make_goal
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.partners.tests.make import make_organisation

pytestmark = pytest.mark.django_db


def test_the_list_shows_each_with_its_goals_and_costs_eight_queries_whatever_the_rows(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    goals = [make_goal("skapa kanaler"), make_goal("hållbar utveckling")]
    for number in range(12):
        make_initiative(f"Insats nummer {number}", goals=goals)
    client.force_login(coordinator)
    client.get(reverse("initiatives:list"))

    with django_assert_max_num_queries(8):
        page = client.get(reverse("initiatives:list"), {"q": "insats", "status": "running"})

    assert "Insats nummer 11" in page.text
    assert "hållbar utveckling · skapa kanaler" in page.text


def test_the_empty_list_says_how_initiatives_come_about(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    page = client.get(reverse("initiatives:list"))
    assert "Inga insatser ännu" in page.text
    assert reverse("watch:inbox") in page.text


@pytest.mark.parametrize("name", ["goal", "form", "year", "status", "unit", "sort", "page"])
def test_a_filter_that_means_nothing_is_passed_over(client: Client, coordinator: User, name: str) -> None:
    make_initiative("Skogens år")
    client.force_login(coordinator)
    page = client.get(reverse("initiatives:list"), {name: "9'x"})
    assert page.status_code == 200


def test_filters_narrow_by_goal_form_and_year(client: Client, coordinator: User) -> None:
    goal, form = make_goal("besöksmål"), make_form("utbyte")
    make_initiative("Träffas", goals=[goal], form=form, starts_on="2025-02-01", ends_on="2025-12-31")
    make_initiative("Träffas inte", starts_on="2026-02-01")
    client.force_login(coordinator)
    for asked in ({"goal": goal.pk}, {"form": form.pk}, {"year": 2025}):
        page = client.get(reverse("initiatives:list"), asked)
        assert "Träffas" in page.text
        assert "Träffas inte" not in page.text


def test_one_initiative_shows_all_its_parts_within_eight_queries(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    initiative = make_initiative(
        "Skogsresan", goals=[make_goal("lära av andra")], partners=[make_organisation("Lierne")]
    )
    for _ in range(3):
        make_step(initiative=initiative, planned_cost=12000, cost="11500.50", women=3, planned_women=4)
        make_result(initiative=initiative)
        make_lesson(initiative=initiative)
    client.force_login(coordinator)
    client.get(reverse("initiatives:list"))

    with django_assert_max_num_queries(8):
        page = client.get(initiative.get_absolute_url())

    for words in ("lära av andra", "Lierne", "34\u202f501,50", "9", "Två skolor", "Börja med värdfamiljerna"):
        assert words in page.text


def test_readers_see_no_button_that_they_may_not_press(client: Client, decision_maker: User) -> None:
    initiative = make_initiative()
    client.force_login(decision_maker)
    page = client.get(initiative.get_absolute_url())
    assert reverse("initiatives:edit", args=[initiative.pk]) not in page.text
    assert reverse("initiatives:withdraw", args=[initiative.pk]) not in page.text


def test_a_secret_initiative_is_hidden_with_all_its_parts(client: Client, decision_maker: User, auditor: User) -> None:
    initiative = make_initiative("Hemlig etablering", secrecy_ground="OSL 30 kap. 23 §")
    make_step(initiative=initiative)
    client.force_login(decision_maker)
    assert client.get(initiative.get_absolute_url()).status_code == 404
    assert "Hemlig etablering" not in client.get(reverse("initiatives:list")).text

    client.force_login(auditor)
    assert "OSL 30 kap. 23 §" in client.get(initiative.get_absolute_url()).text


def test_those_of_another_municipality_find_nothing(client: Client, outsider: User) -> None:
    initiative = make_initiative()
    client.force_login(outsider)
    for url in (reverse("initiatives:list"), initiative.get_absolute_url()):
        assert client.get(url).status_code in {403, 404}
