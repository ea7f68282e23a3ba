from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, User
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.partners.models import Agreement, Aim, Organisation, Party
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_the_list_is_narrowed_by_kind_country_and_agreement(client: Client, coordinator: User) -> None:
    twin = make_organisation("Träffas", country="FI", kind="region")
    make_agreement(organisation=twin)
    make_organisation("Undviks", country="NO")
    client.force_login(coordinator)
    for asked in ({"country": "FI"}, {"kind": "region"}, {"agreement": "twin_town"}, {"q": "träffas"}):
        page = client.get(reverse("partners:list"), asked)
        assert "Träffas" in page.text
        assert "Undviks" not in page.text


def test_a_further_party_is_found_and_marked_as_the_one_that_an_agreement_is_kept_with(
    client: Client, coordinator: User
) -> None:
    agreement = make_agreement(organisation=make_organisation("Träffas"))
    Party.objects.create(agreement=agreement, organisation=make_organisation("Också med", latitude=64, longitude=13))
    Aim.objects.create(
        agreement=agreement, goal=make_goal("Mål", document=make_document(status=PolicyDocument.Status.IN_FORCE))
    )
    make_organisation("Undviks")
    client.force_login(coordinator)
    for asked in ({"agreement": "twin_town"}, {"goal": agreement.aims.get().goal_id}):
        page = client.get(reverse("partners:list"), asked)
        assert [one.name for one in page.context["listing"].rows] == ["Också med", "Träffas"]
        assert all(one.is_twin_town for one in page.context["listing"].rows)


def test_the_list_costs_the_same_whatever_the_rows(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        partner = make_organisation(f"Partner {number}")
        make_agreement(organisation=partner)
        make_contact(organisation=partner)
    client.force_login(coordinator)
    client.get(reverse("partners:list"))
    # Two more than other lists: the relations that have gone quiet, and the goals to choose among.
    with django_assert_max_num_queries(10):
        page = client.get(reverse("partners:list"), {"q": "partner"})
    assert page.text.count("vänort") >= 12


def test_the_map_shows_home_and_partners_and_the_list_says_the_same(
    client: Client, coordinator: User, municipality: Municipality
) -> None:
    Municipality.objects.filter(pk=municipality.pk).update(latitude=63.85, longitude=15.56)
    make_agreement(organisation=make_organisation("Lierne", latitude=64.4, longitude=13.6))
    make_organisation("Utan plats", latitude=None, longitude=None)
    client.force_login(coordinator)

    page = client.get(reverse("partners:list"))

    assert [pin.place.name for pin in page.context["pins"]] == ["Provkommun", "Lierne"]
    assert "Kommun, vänort, Norge" in page.text
    assert "Utan plats" in page.text


def test_a_visit_that_is_planned_is_no_contact_yet(client: Client, coordinator: User) -> None:
    partner = make_organisation("Lierne")
    make_contact(organisation=partner, happened_on=date(2020, 5, 4))
    make_contact(organisation=partner, happened_on=date(2090, 5, 4))
    client.force_login(coordinator)
    assert client.get(reverse("partners:list")).context["listing"].rows[0].last_contact == date(2020, 5, 4)


def test_under_htmx_the_map_follows_the_filter(client: Client, coordinator: User) -> None:
    make_organisation("Lierne", country="NO")
    make_organisation("Sault", country="FR")
    client.force_login(coordinator)
    part = client.get(reverse("partners:list"), {"country": "FR"}, headers={"HX-Request": "true"})
    assert 'id="map" hx-swap-oob="true"' in part.text
    assert "Lierne" not in part.text


def test_the_empty_list_says_where_to_begin(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "Inga partner ännu" in client.get(reverse("partners:list")).text


def test_one_partner_shows_the_whole_relation_at_the_same_cost(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    partner = make_organisation("Lierne", known_by=coordinator)
    for _ in range(4):
        make_agreement(organisation=partner, owner=coordinator)
        make_contact(organisation=partner, subject="Möte om räddningstjänst")
        make_person(organisation=partner, name="Ola Nordmann")
    client.force_login(coordinator)
    client.get(reverse("partners:list"))
    # A query for each part of the relation: agreements, persons, contacts and initiatives.
    with django_assert_max_num_queries(8):
        page = client.get(partner.get_absolute_url())
    for words in ("Möte om räddningstjänst", "Ola Nordmann", "uppgift av allmänt intresse", "vänort"):
        assert words in page.text


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "in_force"),
        ({"expires_on": 400}, "in_force"),
        ({"expires_on": 100}, "running_out"),
        ({"expires_on": -1}, "run_out"),
        ({"review_on": 0}, "to_review"),
        ({"ended_on": 0, "expires_on": 100}, "ended"),
    ],
)
def test_an_agreement_tells_what_the_reader_should_know_first(here: object, facts: dict[str, int], state: str) -> None:
    today = timezone.localdate()
    agreement = make_agreement(**{name: today + timedelta(days=days) for name, days in facts.items()})
    assert agreement.state == Agreement.State(state)


def test_a_secret_partner_is_hidden_with_all_that_belongs_to_it(client: Client, decision_maker: User) -> None:
    partner = make_organisation("Hemlig etablerare", secrecy_ground="OSL 30 kap. 23 §")
    make_contact(organisation=partner, subject="Hemligt möte")
    client.force_login(decision_maker)
    assert client.get(partner.get_absolute_url()).status_code == 404
    assert "Hemlig etablerare" not in client.get(reverse("partners:list")).text
    assert Organisation.objects.count() == 0


def test_another_municipality_finds_nothing(client: Client, outsider: User) -> None:
    partner = make_organisation()
    client.force_login(outsider)
    assert client.get(partner.get_absolute_url()).status_code in {403, 404}


@pytest.mark.parametrize("name", ["add", "edit", "add_agreement", "add_contact", "add_person"])
def test_forms_cost_eight_queries_too(
    client: Client, coordinator: User, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    partner = make_organisation(known_by=coordinator)
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(8):
        page = client.get(reverse(f"partners:{name}", args=[] if name == "add" else [partner.pk]))
    assert page.status_code == 200
