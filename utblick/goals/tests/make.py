"""Builders for tests: a governing document and what it says, a programme and its priorities."""

from datetime import date
from itertools import count
from typing import Any

from utblick.goals.models import CooperationForm, Goal, PolicyDocument, Priority, Programme, Responsibility

_number = count(1)


def make_document(title: str = "", **facts: Any) -> PolicyDocument:
    """A governing document in force, adopted by the council."""
    standard: dict[str, Any] = {
        "title": title or f"Internationell policy {next(_number)}",
        "id_number": "0:19",
        "type": "Policy",
        "version": "1.0",
        "adopted_by": "Kommunfullmäktige",
        "adopted_on": date(2012, 12, 12),
        "section": "121",
        "status": PolicyDocument.Status.IN_FORCE,
    }
    return PolicyDocument.objects.create(**{**standard, **facts})


def document_in_force(**facts: Any) -> PolicyDocument:
    """The document in force, made where there is none: a municipality has one at a time."""
    return PolicyDocument.objects.in_force().first() or make_document(**facts)


def make_goal(text: str = "", *, document: PolicyDocument | None = None, **facts: Any) -> Goal:
    at = next(_number)
    text = text or f"skapa kanaler för företagskontakter {at}"
    standard: dict[str, Any] = {"position": at, "name": text[:80], "text": text}
    return Goal.objects.create(document=document or document_in_force(), **{**standard, **facts})


def make_form(text: str = "", *, document: PolicyDocument | None = None, **facts: Any) -> CooperationForm:
    at = next(_number)
    text = text or f"medverkan i mångnationella projekt {at}"
    standard: dict[str, Any] = {"position": at, "name": text[:80], "text": text}
    return CooperationForm.objects.create(document=document or document_in_force(), **{**standard, **facts})


def make_responsibility(text: str = "", *, document: PolicyDocument | None = None, **facts: Any) -> Responsibility:
    """A duty without a unit, unless one is given: a gap."""
    at = next(_number)
    text = text or f"löpande omvärldsbevakning {at}"
    standard: dict[str, Any] = {"position": at, "text": text, "owner": "Kommunstyrelsen"}
    return Responsibility.objects.create(document=document or document_in_force(), **{**standard, **facts})


def make_programme(title: str = "", **facts: Any) -> Programme:
    """An adopted programme for 2026 and 2027."""
    standard: dict[str, Any] = {
        "title": title or f"Program {next(_number)}",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31),
        "status": Programme.Status.ADOPTED,
    }
    return Programme.objects.create(**{**standard, **facts})


def make_priority(
    name: str = "", *, programme: Programme | None = None, goal: Goal | None = None, **facts: Any
) -> Priority:
    at = next(_number)
    return Priority.objects.create(
        programme=programme or Programme.objects.first() or make_programme(),
        goal=goal or make_goal(),
        **{"name": name or f"Prioritering {at}", "position": at, **facts},
    )
