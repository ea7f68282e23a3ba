"""Every page with a form keeps to eight queries too, whatever there is to choose from."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_unit
from utblick.goals.tests.make import make_form, make_goal
from utblick.initiatives.models import Afterlife, Gate, Initiative, Meeting, Participation
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


@pytest.mark.parametrize("is_closed", [True, False])
def test_its_page_with_goals_partners_gates_meetings_and_what_remained(
    client: Client, coordinator: User, is_closed: bool, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body, today = make_unit("Kommunstyrelsen"), timezone.localdate()
    status = "finished" if is_closed else "preparing"
    facts = {
        "status": status,
        "closed_on": today if is_closed else None,
        "deadline": timezone.now() + timedelta(days=90),
    }
    found = make_initiative(goals=[make_goal() for _ in range(3)], **facts)
    for number in range(3):
        Participation(initiative=found, organisation=make_organisation(f"Partner {number}")).save()
        Meeting(body=body, held_on=today + timedelta(days=20 + number), papers_by=today + timedelta(days=9)).save()
        Gate(initiative=found, role=Gate.Role.values[number], body=body).save()
        told = {"months": (6, 18, 36)[number], "remains": "all", "text": f"Kvar {number}", "answered_on": today}
        Afterlife(initiative=found, answered_by=coordinator, **told).save()
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(8):
        page = client.get(found.get_absolute_url()).text
    assert "Partner 2" in page
    assert "Kvar 1" in page
    assert page.index("Kvar 2") < page.index("Kvar 0"), "the last answer first"
