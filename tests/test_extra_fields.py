"""A form takes its own fields and no others, whatever is sent along: a sample of what `make attack` sends to every form."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.filling import filled, form_of
from utblick.accounts.models import Membership, Municipality, User
from utblick.accounts.tests.make import make_municipality, make_unit
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_organisation

PLANTED = {
    **{"pk": "987654", "id": "987654", "revision_id": "9", "withdrawn_at": "1999-01-01", "created_at": "1999-01-01"},
    **{"is_operator": "on", "is_staff": "on", "is_superuser": "on", "is_active": "", "secrecy_ground": "planted"},
}


@pytest.fixture
def neighbour(here: Municipality) -> Municipality:
    return make_municipality("Grannkommun")


def sent(client: Client, address: str, neighbour: Municipality, **more: str) -> Any:
    form = form_of(client.get(address).text)
    extra = {name: value for name, value in PLANTED.items() if name not in form.fields}
    return client.post(address, {**filled(form), **extra, "municipality": str(neighbour.pk), **more})


def test_an_object_stays_where_it_is(neighbour: Municipality, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    organisation, initiative = make_organisation("Lierne"), make_initiative("Utbyte", unit=make_unit())
    for one in (organisation, initiative):
        address = reverse(f"{one._meta.app_label}:edit", args=[one.pk])
        assert sent(client, address, neighbour).status_code == 302
    for kind in (Organisation, Initiative):
        (row,) = kind.objects.all()
        assert (row.withdrawn_at, row.created_at.year > 1999, row.secrecy_ground) == (None, True, "")


def test_nobody_makes_oneself_an_operator(here: Municipality, officer: User, client: Client) -> None:
    client.force_login(officer)
    told = {"name": "Bo", "language": "sv", "role": "coordinator", "email": "taken@over.example", "password": "x"}
    assert client.post(reverse("accounts:profile"), {**PLANTED, **told}).status_code == 302
    before = officer.email
    officer.refresh_from_db()
    assert (officer.name, officer.email, officer.is_operator, officer.is_active) == ("Bo", before, False, True)
    assert [one.role for one in Membership.objects.filter(user=officer)] == ["officer"]


def test_an_officer_publishes_nothing_by_a_field_that_is_not_shown(
    here: Municipality, officer: User, client: Client
) -> None:
    client.force_login(officer)
    initiative = make_initiative("Utbyte", owner=officer)
    form = form_of(client.get(reverse("initiatives:edit", args=[initiative.pk])).text)
    assert "published" not in form.fields
    client.post(reverse("initiatives:edit", args=[initiative.pk]), {**filled(form), "published": "on"})
    initiative.refresh_from_db()
    assert not initiative.published
