import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Membership, Role, User
from utblick.accounts.tests.make import make_unit, make_user

MEMBERS, INVITE = reverse("accounts:members"), reverse("accounts:invite")


def test_the_coordinator_sees_the_members(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(20):
        make_user(Role.OFFICER, unit=make_unit())
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        answer = client.get(MEMBERS)
    assert coordinator.name in answer.text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.EDITOR, Role.DECISION_MAKER, Role.LOCAL_ACTOR])
def test_only_the_coordinator_gives_roles(client: Client, here: object, role: str) -> None:
    client.force_login(make_user(role, unit=make_unit()))
    assert client.get(INVITE).status_code == 403


def test_a_new_person_gets_a_role_and_a_mail(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    client.post(INVITE, {"email": "Ny@Example.se", "name": "Ny Person", "role": Role.EDITOR})
    assert Membership.objects.get(user__email="ny@example.se").role == Role.EDITOR
    assert mail.outbox[0].to == ["ny@example.se"]


def test_an_officer_without_a_unit_is_not_accepted(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.post(INVITE, {"email": "ny@example.se", "name": "Ny Person", "role": Role.OFFICER})
    assert answer.status_code == 422
    assert "Välj handläggarens enhet" in answer.text
    assert "Ny Person" in answer.text


def test_an_ended_role_can_be_taken_back(client: Client, coordinator: User, officer: User) -> None:
    client.force_login(coordinator)
    role = Membership.objects.get(user=officer)
    client.post(reverse("accounts:end_role", args=[role.pk]))
    assert not Membership.objects.current().filter(user=officer).exists()
    client.post(reverse("accounts:restore_role", args=[role.pk]))
    assert Membership.objects.current().filter(user=officer).exists()


def test_taking_back_a_role_that_was_given_anew_gives_it_once(client: Client, coordinator: User, officer: User) -> None:
    client.force_login(coordinator)
    role = Membership.objects.get(user=officer)
    client.post(reverse("accounts:end_role", args=[role.pk]))
    Membership.objects.create(user=officer, role=role.role, unit=role.unit)
    assert client.post(reverse("accounts:restore_role", args=[role.pk])).status_code == 302
    assert Membership.objects.current().filter(user=officer).count() == 1


def test_the_last_coordinator_stays(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    client.post(reverse("accounts:end_role", args=[Membership.objects.get(user=coordinator).pk]))
    assert Membership.objects.current().filter(user=coordinator).exists()


def test_a_unit_cannot_be_part_of_its_own_part(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    whole = make_unit("Kommunstyrelsen")
    part = make_unit("Näringslivskontoret", parent=whole)
    edit = reverse("accounts:edit_unit", args=[whole.pk])
    answer = client.post(edit, {"name": whole.name, "kind": whole.kind, "parent": part.pk, "revision": whole.revision})
    assert answer.status_code == 422
