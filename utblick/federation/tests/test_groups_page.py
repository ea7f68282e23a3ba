import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Membership, Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.federation.models import GroupMembership, GroupRole, Identity
from utblick.federation.tests.make import make_group_role, make_provider
from utblick.tenancy import scope

PAGE, ADD = reverse("federation:overview"), reverse("federation:add_group_role")


def test_without_a_provider_the_page_says_who_connects_one(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "Den som driftar Utblick ansluter" in client.get(PAGE).text


def test_the_page_tells_what_the_it_department_needs_and_never_the_secret(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    provider = make_provider()
    for _ in range(12):
        Identity.objects.create(provider=provider, user=(user := make_user(None)), subject=user.email)
        make_group_role(provider, user.email, Role.OFFICER, make_unit())
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        page = client.get(PAGE).text
    assert reverse("federated:back", args=[provider.pk]) in page
    assert "kommun.example" in page
    assert "hemligt" not in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.EDITOR, Role.DECISION_MAKER])
def test_only_the_coordinator_says_which_group_gives_what(client: Client, here: object, role: str) -> None:
    client.force_login(make_user(role, unit=make_unit()))
    assert client.get(ADD).status_code == 403


def test_a_group_is_given_a_role_and_loses_it(client: Client, coordinator: User) -> None:
    provider = make_provider()
    client.force_login(coordinator)
    sent = {"provider": provider.pk, "group": "Skolan", "role": Role.OFFICER, "unit": ""}
    assert "Välj handläggarens enhet" in client.post(ADD, sent).text
    client.post(ADD, {**sent, "unit": make_unit().pk})
    given = GroupRole.objects.get()
    again = client.post(ADD, {**sent, "unit": given.unit_id})
    assert "Gruppen ger redan den rollen" in again.text
    client.post(reverse("federation:end_group_role", args=[given.pk]))
    assert not GroupRole.objects.current().exists()


def test_a_neighbours_provider_cannot_be_chosen(client: Client, coordinator: User) -> None:
    with scope.acting(make_municipality()):
        foreign = make_provider(domains=["granne.example"])
    client.force_login(coordinator)
    answer = client.post(ADD, {"provider": foreign.pk, "group": "x", "role": Role.COORDINATOR})
    assert answer.status_code == 422


def test_the_members_page_tells_which_group_gave_a_role(client: Client, coordinator: User) -> None:
    provider, user = make_provider(), make_user(Role.AUDITOR)
    membership = Membership.objects.get(user=user)
    GroupMembership.objects.create(provider=provider, membership=membership, group="Revisionen")
    client.force_login(coordinator)
    assert client.get(reverse("accounts:members")).text.count("genom gruppen Revisionen") == 1


def test_a_person_is_untied_and_tied_again(client: Client, coordinator: User) -> None:
    tie = Identity.objects.create(provider=make_provider(), user=make_user(None), subject="1")
    client.force_login(coordinator)
    client.post(reverse("federation:end_identity", args=[tie.pk]))
    assert not Identity.objects.current().exists()
    client.post(reverse("federation:restore_identity", args=[tie.pk]))
    assert Identity.objects.current().exists()
