"""A case number leads to its case in the municipality's own registry system, where the address is told."""

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, User
from utblick.accounts.validators import check_case_url
from utblick.initiatives.tests.make import make_initiative

pytestmark = pytest.mark.django_db
ADDRESS = "https://diarium.example.se/arende?nr={number}"


def shown(number: str) -> str:
    return Template("{% load case_numbers %}{{ number|in_registry }}").render(Context({"number": number}))


def test_a_case_number_on_a_page_leads_to_the_registry(here: Municipality, coordinator: User, client: Client) -> None:
    here.case_url = ADDRESS
    here.save()
    initiative = make_initiative("Skogen som klassrum", case_number="KS 2023/77")
    client.force_login(coordinator)
    page = client.get(initiative.get_absolute_url()).text
    assert 'href="https://diarium.example.se/arende?nr=KS%202023%2F77"' in page


def test_without_an_address_it_is_the_number_alone(here: Municipality) -> None:
    assert shown("KS 2023/77") == "KS 2023/77"


def test_what_a_number_holds_is_never_markup(here: Municipality) -> None:
    for here.case_url in ("", ADDRESS):
        assert "<script" not in shown('"><script>')


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert({number})",
        "https://{number}.example.se/",
        "https://example.se/",
        "ftp://a/{number}",
        "http://[{number}",
    ],
)
def test_an_address_that_does_not_lead_to_a_case_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        check_case_url(address)


def test_a_coordinator_writes_the_address_among_the_facts(coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    assert "adress i diariesystemet" in client.get(reverse("accounts:municipality")).text.lower()
