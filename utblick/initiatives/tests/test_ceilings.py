"""Every page with a form keeps to eight queries too, whatever there is to choose from."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_unit
from utblick.goals.tests.make import make_form, make_goal
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.partners.tests.make import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(here: object) -> Initiative:
    goals = [make_goal() for _ in range(5)]
    return make_initiative(goals=goals, form=make_form(), unit=make_unit(), partners=[make_organisation()])


@pytest.mark.parametrize("name", ["start", "edit", "add_step", "add_result", "add_lesson", "add_partner"])
def test_forms_of_an_initiative(
    client: Client,
    coordinator: User,
    initiative: Initiative,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(8):
        page = client.get(reverse(f"initiatives:{name}", args=[] if name == "start" else [initiative.pk]))
    assert page.status_code == 200


def test_forms_of_its_parts(
    client: Client, coordinator: User, initiative: Initiative, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    parts = {"step": make_step, "result": make_result, "lesson": make_lesson}
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    for name, make in parts.items():
        address = reverse(f"initiatives:edit_{name}", args=[make(initiative=initiative).pk])
        with django_assert_max_num_queries(8):
            client.get(address)
