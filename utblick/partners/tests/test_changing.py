from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.partners.duplicates import alike
from utblick.partners.models import Agreement, Contact, Organisation, Person
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation, make_person

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)


def answers(**changes: Any) -> dict[str, Any]:
    return {"name": "Lierne kommune", "kind": "municipality", "country": "NO", **changes}


def test_an_organisation_is_added_with_numbers_as_they_are_written_here(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    facts = answers(latitude="64,47", longitude="13,6", organisation_number="2120002486")
    assert client.post(url("add"), facts).status_code == 302
    partner = Organisation.objects.get()
    assert (partner.latitude, partner.longitude, partner.organisation_number) == (64.47, 13.6, "212000-2486")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"country": "XX"}, "country"),
        ({"country": ""}, "country"),
        ({"organisation_number": "212000-2487"}, "organisation_number"),
        ({"organisation_number": "tolv"}, "organisation_number"),
        ({"latitude": "95", "longitude": "13"}, "latitude"),
        ({"latitude": "64,47"}, "longitude"),
        ({"latitude": "norr", "longitude": "13"}, "latitude"),
        ({"website": "javascript:alert(1)"}, "website"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(
    client: Client, coordinator: User, changes: dict[str, str], field: str
) -> None:
    client.force_login(coordinator)
    page = client.post(url("add"), answers(description="Får inte tappas", **changes))
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "Får inte tappas" in page.text
    assert Organisation.objects.count() == 0


def test_a_number_that_is_taken_is_refused_with_a_link_to_who_has_it(client: Client, coordinator: User) -> None:
    taken = make_organisation("Provbolaget", organisation_number="212000-2486")
    client.force_login(coordinator)
    page = client.post(url("add"), answers(organisation_number="212000 2486"))
    assert page.status_code == 422
    assert "redan finns i registret" in page.text
    assert f'href="{taken.get_absolute_url()}"' in page.text
    assert Organisation.objects.count() == 1


def test_a_name_that_is_nearly_taken_is_asked_about_once(client: Client, coordinator: User) -> None:
    known = make_organisation("Lierne kommun", country="NO")
    client.force_login(coordinator)

    page = client.post(url("add"), answers())
    assert page.status_code == 422
    assert f'href="{known.get_absolute_url()}"' in page.text
    assert 'type="checkbox" name="another"' in page.text
    typed_on = page.text[page.text.index('id="alike"') :].split("</div>\n")[0]
    assert 'name="another"' not in typed_on, (
        "the box stays when the answer to what is typed takes the place of the list"
    )

    assert client.post(url("add"), answers(another="on")).status_code == 302
    assert Organisation.objects.count() == 2


def test_saving_an_organisation_under_its_own_name_asks_nothing(client: Client, coordinator: User) -> None:
    partner = make_organisation("Lierne kommune")
    make_organisation("Lierne kommun")
    client.force_login(coordinator)
    answer = client.post(url("edit", partner.pk), answers(place="Nordli", revision=partner.revision))
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Lierne kommune", "Lierne", True),
        ("Lierne kommune", "LIERNE KOMMUN", True),
        ("Snåsa kommune", "Snasa kommune", True),
        ("Kuusijärvi kaupunki", "Kuusijärvi", True),
        ("Gmina Leśna Dolina", "Lesna Dolina", True),
        ("Lierne kommune", "Snåsa kommune", False),
        ("Region Jämtland Härjedalen", "Region Västernorrland", False),
        ("Trøndelag fylkeskommune", "Trondelag fylkeskommune", True),
        ("Kuusijärvi kaupunki", "Kuusijärvi stad", True),
    ],
)
def test_names_are_alike_without_accents_case_and_common_words(here: object, one: str, other: str, near: bool) -> None:
    make_organisation(one)
    assert bool(alike(other)) is near


def test_while_typing_the_nearly_same_are_shown(client: Client, coordinator: User) -> None:
    known = make_organisation("Suomussalmen kunta", country="FI")
    client.force_login(coordinator)
    assert known.get_absolute_url() in client.get(url("likeness"), {"name": "suomussalmen kunta"}).text
    assert client.get(url("likeness"), {"name": "suomussalmen kunta", "besides": known.pk}).text.strip() == ""


def test_a_second_user_saving_the_same_form_loses_nothing(client: Client, coordinator: User) -> None:
    partner = make_organisation("Först")
    partner.place = "Den andras plats"
    partner.save()
    client.force_login(coordinator)
    page = client.post(url("edit", partner.pk), answers(place="Min plats", revision=partner.revision - 1))
    assert page.status_code == 422
    assert 'value="Min plats"' in page.text
    assert Organisation.objects.get().place == "Den andras plats"


def test_agreements_contacts_and_persons_are_added_and_edited(client: Client, coordinator: User) -> None:
    partner = make_organisation()
    client.force_login(coordinator)
    facts = {"kind": "twin_town", "title": "Vänortsavtal", "signed_on": "2019-05-17", "yearly_fee": "12 500"}
    assert client.post(url("add_agreement", partner.pk), facts).status_code == 302
    facts = {"kind": "meeting", "happened_on": "2026-03-05", "subject": "Möte"}
    assert client.post(url("add_contact", partner.pk), facts).status_code == 302
    facts = {"name": "Ola", "phone": "+47 1", "purpose": "Skola", "legal_basis": "consent"}
    assert client.post(url("add_person", partner.pk), facts).status_code == 302

    agreement, contact, person = Agreement.objects.get(), Contact.objects.get(), Person.objects.get()
    assert agreement.yearly_fee == 12500
    for name, part in (("edit_agreement", agreement), ("edit_contact", contact), ("edit_person", person)):
        assert client.get(url(name, part.pk)).status_code == 200


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        ("add_agreement", {"kind": "intent", "title": "A", "signed_on": "2026-02-30"}, "signed_on"),
        (
            "add_agreement",
            {"kind": "intent", "title": "A", "signed_on": "2026-02-01", "expires_on": "2025-01-01"},
            "expires_on",
        ),
        ("add_agreement", {"kind": "intent", "title": "A", "yearly_fee": "-1"}, "yearly_fee"),
        ("add_agreement", {"title": "A"}, "kind"),
        ("add_contact", {"kind": "meeting", "subject": "A", "happened_on": "i går"}, "happened_on"),
        ("add_person", {"name": "Ola", "email": "ola", "purpose": "x", "legal_basis": "consent"}, "email"),
        ("add_person", {"name": "Ola", "purpose": "x", "legal_basis": "consent"}, "email"),
        ("add_person", {"name": "Ola", "phone": "1", "legal_basis": "consent"}, "purpose"),
    ],
)
def test_their_forms_refuse_what_cannot_be(
    client: Client, coordinator: User, name: str, facts: dict[str, str], field: str
) -> None:
    client.force_login(coordinator)
    page = client.post(url(name, make_organisation().pk), facts)
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}


@pytest.mark.parametrize("name", ["edit", "add_agreement", "add_contact", "add_person"])
def test_who_may_not_change_is_refused(client: Client, auditor: User, name: str) -> None:
    client.force_login(auditor)
    assert client.get(url(name, make_organisation().pk)).status_code == 403
    assert client.get(url("add")).status_code == 403


def test_withdrawing_can_be_undone(client: Client, coordinator: User) -> None:
    partner = make_organisation()
    parts = {"agreements": make_agreement, "contacts": make_contact, "people": make_person}
    client.force_login(coordinator)
    for kind, make in parts.items():
        pk = make(organisation=partner).pk
        page = client.post(url("withdraw_part", kind, pk), follow=True)
        assert url("restore_part", kind, pk) in page.text
        assert client.post(url("restore_part", kind, pk)).status_code == 302
    assert client.post(url("withdraw_part", "slott", 1)).status_code == 404

    page = client.post(url("withdraw", partner.pk), follow=True)
    assert url("restore", partner.pk) in page.text
    assert client.get(partner.get_absolute_url()).status_code == 404
    client.post(url("restore", partner.pk))
    assert client.get(partner.get_absolute_url()).status_code == 200
