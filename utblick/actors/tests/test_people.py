"""Contact persons at local actors, kept with consent alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.actors.models import ContactPerson, LocalActor
from utblick.actors.tests.make import make_actor, make_contact_person
from utblick.journal.models import Entry
from utblick.partners import erasing

pytestmark = pytest.mark.django_db

CONSENT = {"purpose": "Kontakt om export", "consent_on": "2026-05-04", "consent_how": "meeting"}


@pytest.fixture
def anna(here: object) -> ContactPerson:
    return make_contact_person(make_actor("Norrsågen"))


def test_a_person_is_added_with_what_the_consent_is_for(client: Client, coordinator: User) -> None:
    actor = make_actor("Norrsågen")
    client.force_login(coordinator)
    address = reverse("actors:add_person", args=[actor.pk])
    assert client.post(address, {"name": "Anna Gran"}).status_code == 422
    client.post(address, {"name": "Anna Gran", **CONSENT})
    page = client.get(actor.get_absolute_url()).text
    assert "Anna Gran" in page
    assert "när vi sågs: Kontakt om export" in page


def test_a_consent_is_taken_back_at_a_click_and_given_back_if_it_was_a_mistake(
    client: Client, coordinator: User, anna: ContactPerson
) -> None:
    client.force_login(coordinator)
    client.post(reverse("actors:take_back_consent", args=[anna.pk]))
    assert "anna@norrsagen.example" not in client.get(anna.get_absolute_url()).text
    client.post(reverse("actors:give_back_consent", args=[anna.pk]))
    assert "anna@norrsagen.example" in client.get(anna.get_absolute_url()).text


def test_who_has_taken_back_the_consent_is_erased_after_a_month(anna: ContactPerson) -> None:
    anna.withdraw()
    assert erasing.overdue(timezone.localdate()) == []
    [gone] = erasing.overdue(timezone.localdate() + timedelta(days=40))
    erasing.erase(gone)
    anna.refresh_from_db()
    assert (anna.name, anna.email) == ("", "")
    assert not Entry.objects.filter(kind="actors.contactperson", after__icontains="norrsagen").exists()


def test_the_page_of_personal_data_finds_them(client: Client, coordinator: User, anna: ContactPerson) -> None:
    client.force_login(coordinator)
    page = client.get(reverse("partners:personal_data"), {"q": "anna@"}).text
    assert "Anna Gran" in page
    assert "Kontakt om export (samtycke)" in page


def test_readers_add_nobody(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    actor: LocalActor = make_actor()
    assert client.post(reverse("actors:add_person", args=[actor.pk]), {}).status_code == 403
