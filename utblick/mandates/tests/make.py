"""Builders for tests: a point of the delegation list."""

from datetime import date
from typing import Any

from utblick.accounts.models import Unit
from utblick.accounts.tests.make import make_unit
from utblick.mandates.models import DelegationDecision, Mandate, Matter

FIRST = date(2026, 1, 1)


def make_body(name: str = "Kommunstyrelsen") -> Unit:
    return Unit.objects.filter(name=name).first() or make_unit(name, kind=Unit.Kind.BOARD)


def make_mandate(matter: str = Matter.TRAVEL, **facts: Any) -> Mandate:
    """Of the head of the unit concerned, without limit, unless told."""
    standard: dict[str, Any] = {
        "matter": matter,
        "point": "4.1",
        "valid_from": FIRST,
        "decided_on": FIRST,
        "section": "12",
        "case_number": "KS 2025/311",
    }
    if person := facts.get("person"):
        standard |= {"holder": Mandate.Holder.PERSON, "person": person}
    if role := facts.get("role"):
        standard |= {"holder": Mandate.Holder.ROLE, "role": role}
    facts.setdefault("body", make_body())
    mandate: Mandate = Mandate.objects.create(**{**standard, **facts})
    return mandate


def make_decision(obj: Any, decider: Any, mandate: Mandate | None = None, **facts: Any) -> DelegationDecision:
    made = DelegationDecision(
        matter=Matter.TRAVEL, title=str(obj), decider=decider, decided_on=date(2026, 5, 4), **facts
    )
    if mandate:
        made.mandate, made.reference, made.body = mandate, mandate.reference, mandate.body
    made.set_about(obj)
    made.save()
    return made
