"""Builders for tests: organisations abroad, their people, agreements and contacts."""

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from utblick.accounts.models import User
from utblick.journal import lists
from utblick.partners import importing
from utblick.partners.models import (
    Agreement,
    Contact,
    Guest,
    Import,
    ImportRow,
    Merging,
    Organisation,
    Party,
    Person,
    ProgrammePoint,
    Promise,
    Review,
    Silence,
    VisitRequest,
)

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


def make_party(agreement: Agreement) -> Party:
    return Party.objects.create(agreement=agreement, organisation=make_organisation())


def make_review(agreement: Agreement, author: User) -> Review:
    """One that proposes to extend, of the last year."""
    looked = {"looked_from": date(2025, 11, 1), "looked_to": date(2026, 11, 1), "reviewed_on": date(2026, 11, 1)}
    return Review.objects.create(agreement=agreement, author=author, proposal="extend", reasons="Det ger mer", **looked)


def make_silence(organisation: Organisation, decided_by: User) -> Silence:
    facts = {"verdict": Silence.Verdict.REST, "until": date(2027, 1, 1)}
    return Silence.objects.create(organisation=organisation, decided_by=decided_by, **facts)


def make_import(by: User, *names: str) -> Import:
    """A list with names and nothing else, in Norway."""
    facts = {"name": "lista.csv", "header": ["Namn"], "columns": {"name": 0}, "kind": "municipality", "country": "NO"}
    found = Import.objects.create(by=by, last=len(names) + 1, **facts)
    for number, name in enumerate(names, 2):
        ImportRow.objects.create(of=found, number=number, cells=[name])
    lists.begin(found, Import.State.JUDGING)
    lists.work_on(found, importing.PROCESS)
    return found


def make_merging(kept: Organisation) -> Merging:
    return Merging.objects.create(kept=kept, gone=make_organisation(withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC)))


def make_guest(contact: Contact, **facts: Any) -> Guest:
    return Guest.objects.create(**{"contact": contact, "name": f"Gäst {next(_number)}", **facts})


def make_promise(contact: Contact, **facts: Any) -> Promise:
    return Promise.objects.create(**{"contact": contact, "text": f"Skicka ritningar {next(_number)}", **facts})


def make_point(contact: Contact, **facts: Any) -> ProgrammePoint:
    """The first point of the first day, at nine."""
    standard: dict[str, Any] = {"day": contact.happened_on, "starts_at": time(9), "what": "Samling i kommunhuset"}
    return ProgrammePoint.objects.create(**{"contact": contact, **standard, **facts})


def make_visit_request(organisation: str = "Stadt Bregenz", **facts: Any) -> VisitRequest:
    """From Austria, in German."""
    standard: dict[str, Any] = {
        "language": "de",
        "name": "Maria Kessler",
        "organisation_name": organisation,
        "country": "AT",
        "email": "maria@bregenz.example",
        "people": 8,
        "topics": "Holzbau und Schulen im ländlichen Raum",
        "mark": f"mark{next(_number)}",
    }
    return VisitRequest.objects.create(**{**standard, **facts})
