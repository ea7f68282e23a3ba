"""Builders for tests: organisations abroad, their people, agreements and contacts."""

from datetime import date
from itertools import count
from typing import Any

from utblick.partners.models import Agreement, Contact, Organisation, Person

_number = count(1)


def make_organisation(name: str = "", **facts: Any) -> Organisation:
    """A municipality in Norway, unless told otherwise."""
    standard: dict[str, Any] = {
        "name": name or f"Partnerkommun {next(_number)}",
        "kind": Organisation.Kind.MUNICIPALITY,
        "country": "NO",
        "place": "Snåsa",
        "latitude": 64.25,
        "longitude": 12.38,
    }
    return Organisation.objects.create(**{**standard, **facts})


def make_agreement(*, organisation: Organisation | None = None, **facts: Any) -> Agreement:
    """A twin-town agreement in force until further notice."""
    standard: dict[str, Any] = {
        "kind": Agreement.Kind.TWIN_TOWN,
        "title": f"Vänortsavtal {next(_number)}",
        "signed_on": date(2019, 5, 17),
    }
    return Agreement.objects.create(organisation=organisation or make_organisation(), **{**standard, **facts})


def make_contact(*, organisation: Organisation | None = None, **facts: Any) -> Contact:
    standard: dict[str, Any] = {
        "kind": Contact.Kind.MEETING,
        "happened_on": date(2026, 3, 5),
        "subject": f"Möte om skogen {next(_number)}",
    }
    return Contact.objects.create(organisation=organisation or make_organisation(), **{**standard, **facts})


def make_person(*, organisation: Organisation | None = None, **facts: Any) -> Person:
    standard: dict[str, Any] = {
        "name": f"Kontakt {next(_number)}",
        "email": "kontakt@example.no",
        "purpose": "Samverkan om skola",
        "legal_basis": "public_task",
        "verified_on": date(2026, 1, 15),
    }
    return Person.objects.create(organisation=organisation or make_organisation(), **{**standard, **facts})
