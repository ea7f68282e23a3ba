"""The whole relation on one time line, and the list narrowed by what it serves and whether anything goes on."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, User
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Step
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.partners.models import Aim, Review
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation

pytestmark = pytest.mark.django_db
LIST = reverse("partners:list")


def test_agreements_contacts_exchanges_people_money_and_results_stand_on_one_line(
    client: Client, coordinator: User
) -> None:
    partner = make_organisation("Lierne")
    agreed = make_agreement(
        organisation=partner, title="Avtalet", signed_on=date(2020, 1, 1), ended_on=date(2026, 9, 1)
    )
    days = {"reviewed_on": date(2026, 8, 1), "looked_from": date(2020, 1, 1), "looked_to": date(2026, 8, 1)}
    Review.objects.create(agreement=agreed, author=coordinator, proposal="end", reasons="Tyst", **days)
    make_contact(organisation=partner, subject="Mötet", happened_on=date(2024, 5, 5))
    initiative = make_initiative("Insatsen", partners=[partner], starts_on=date(2025, 1, 1))
    day = {"starts_on": date(2025, 6, 1), "ends_on": date(2025, 6, 3)}
    make_step(initiative=initiative, title="Resan", status=Step.Status.DONE, cost=Decimal(12000), girls=9, **day)
    make_step(initiative=initiative, title="Avslaget", status=Step.Status.REJECTED, **day)
    make_result(initiative=initiative, text="Resultatet", noted_on=date(2026, 1, 1))
    client.force_login(coordinator)
    page = client.get(partner.get_absolute_url())
    texts = [one.text for one in page.context["story"]]
    assert texts == [
        "Avtalet: avslutat",
        "Avtalet: översyn med förslaget ”Avsluta”",
        "Resultatet",
        "Resan",
        "Insatsen",
        "Mötet",
        "Avtalet: undertecknat",
    ]
    line = page.text[page.text.index('id="story"') :]
    assert "12\u202f000" in line
    assert "flickor" in line


def test_a_relation_without_anything_says_what_will_be_there(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "samlas här" in client.get(make_organisation().get_absolute_url()).text


def names(client: Client, **asked: object) -> set[str]:
    return {one.name for one in client.get(LIST, asked).context["listing"].rows}


def test_the_list_and_the_map_are_narrowed_by_goal_and_activity(client: Client, coordinator: User) -> None:
    document = make_document(status=PolicyDocument.Status.IN_FORCE)
    goal, other = make_goal("Ungas möten", document=document), make_goal("Nya marknader", document=document)
    agreed, working, quiet = (make_organisation(name) for name in ("Avtal", "Insats", "Tyst"))
    Aim.objects.create(agreement=make_agreement(organisation=agreed, signed_on=date.today()), goal=goal)
    make_initiative(goals=[goal], partners=[working], status="running")
    make_agreement(organisation=quiet, signed_on=date(2015, 1, 1))
    client.force_login(coordinator)
    assert names(client, goal=goal.pk) == {"Avtal", "Insats"}
    assert names(client, goal=other.pk) == set()
    assert names(client, activity="ongoing") == {"Insats"}
    assert names(client, activity="quiet") == {"Tyst"}
    assert names(client, activity="quiet", goal=goal.pk) == set()
    shown = client.get(LIST, {"goal": goal.pk}).context["pins"]
    assert {pin.place.name for pin in shown} == {"Avtal", "Insats"}
    assert names(client, goal="9" * 30, activity="dans") == {"Avtal", "Insats", "Tyst"}


def test_twin_towns_and_other_agreements_have_forms_of_their_own(
    client: Client, coordinator: User, municipality: Municipality
) -> None:
    make_agreement(organisation=make_organisation("Vän"))
    make_agreement(organisation=make_organisation("Avtal"), kind="cooperation")
    make_organisation("Annan")
    client.force_login(coordinator)
    page = client.get(LIST)
    forms = {pin.place.name: (pin.place.marked, pin.place.tied) for pin in page.context["pins"]}
    assert forms == {"Vän": (True, False), "Avtal": (False, True), "Annan": (False, False)}
    assert page.text.count("u-pin--tied") == 2  # the pin and its key
    assert "Kommun, avtal, Norge" in page.text
