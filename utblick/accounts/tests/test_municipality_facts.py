from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.places import COUNTIES, place_of
from utblick.accounts.tests.make import make_user
from utblick.journal.models import Entry

PAGE = reverse("accounts:municipality")
FACTS = {
    "kind": "municipality",
    "code": "2313",
    "nuts": "SE322",
    "population": 11500,
    "population_year": 2025,
    "languages": ["sv", "en"],
}


def saved(client: Client, **changes: Any) -> Any:
    return client.post(PAGE, {**FACTS, **changes})


def test_the_statistics_know_every_municipality_and_its_county() -> None:
    place = place_of("", "Strömsund")
    assert place is not None
    assert (place.code, place.nuts) == ("2313", "SE322")
    assert COUNTIES[place.nuts] == "Jämtlands län"
    assert place_of("0180", "") is not None


def test_what_is_empty_is_proposed_and_counts_when_saved(client: Client, here: Municipality, coordinator: User) -> None:
    Municipality.objects.filter(pk=here.pk).update(name="Strömsund")
    client.force_login(coordinator)
    assert 'value="11605"' in client.get(PAGE).text
    here.refresh_from_db()
    assert here.population is None
    saved(client)
    here.refresh_from_db()
    assert (here.nuts, here.population, here.languages) == ("SE322", 11500, ["sv", "en"])


def test_a_change_is_in_the_audit_trail(client: Client, here: Municipality, coordinator: User) -> None:
    client.force_login(coordinator)
    saved(client)
    entry = Entry.objects.get(kind="accounts.municipality")
    assert entry.by == coordinator
    assert entry.after["nuts"] == "SE322"
    saved(client)
    assert Entry.objects.filter(kind="accounts.municipality").count() == 1


def test_a_second_one_who_saves_the_same_form_is_told(client: Client, here: Municipality, coordinator: User) -> None:
    client.force_login(coordinator)
    opened = client.get(PAGE).context["form"]["seen"].value()
    saved(client, seen=opened, population=100)
    answer = saved(client, seen=opened, population=200)
    assert answer.status_code == 422
    here.refresh_from_db()
    assert here.population == 100
    assert saved(client, seen=answer.context["form"]["seen"].value(), population=200).status_code == 302


def test_a_wrong_code_is_told(client: Client, here: Municipality, coordinator: User) -> None:
    client.force_login(coordinator)
    assert saved(client, code="23").status_code == 422


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.DECISION_MAKER])
def test_only_who_may_change_members_changes_the_facts(client: Client, here: Municipality, role: str) -> None:
    client.force_login(make_user(role))
    assert client.get(PAGE).status_code == 403
