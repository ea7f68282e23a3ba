"""Builders for tests: local companies, schools and associations."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from utblick.actors import registering
from utblick.actors.models import Aid, ContactPerson, LocalActor, Registration

_number = count(1)


def make_actor(name: str = "", **facts: Any) -> LocalActor:
    """A company that builds wooden houses, unless told otherwise."""
    standard: dict[str, Any] = {
        "name": name or f"Trähus {next(_number)} AB",
        "kind": LocalActor.Kind.COMPANY,
        "industry": "Träindustri",
        "description": "Vi bygger hus av limträ och massivträ från egen skog.",
        "keywords": ["trähus", "limträ"],
        "place": "Hoting",
    }
    return LocalActor.objects.create(**{**standard, **facts})


def make_aid(actor: LocalActor, euros: int = 10_000, **facts: Any) -> Aid:
    standard: dict[str, Any] = {"given_on": date(2026, 3, 2), "purpose": "Mässa i Ålesund"}
    return Aid.objects.create(actor=actor, euros=Decimal(euros), **{**standard, **facts})


def make_contact_person(actor: LocalActor, name: str = "Anna Gran", **facts: Any) -> ContactPerson:
    standard: dict[str, Any] = {
        "email": "anna@norrsagen.example", "purpose": "Kontakt om export", "consent_on": date(2026, 5, 4),
        "consent_how": ContactPerson.How.MEETING,
    }  # fmt: skip
    return ContactPerson.objects.create(actor=actor, name=name, **{**standard, **facts})


def make_registration(**facts: Any) -> Registration:
    """Jam makers that want to Norway, waiting for an answer; the mail that says so waits too."""
    standard: dict[str, Any] = {
        "name": "Frostvikens Sylt", "kind": LocalActor.Kind.COMPANY, "organisation_number": "556036-0793",
        "description": "Vi kokar sylt av hjortron och lingon och säljer till delikatessbutiker.", "markets_wanted": "NO",
        "language": "sv", "contact_name": "Siv Hjortron", "email": "siv@sylten.example",
    }  # fmt: skip
    return registering.receive(mark=f"mark{next(_number)}", **{**standard, **facts})
