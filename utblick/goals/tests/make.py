"""Builders for tests: a governing document and what it says, a programme and its priorities."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from utblick.accounts.models import Unit
from utblick.accounts.tests.make import make_user
from utblick.goals import programmes, referring
from utblick.goals.contents import live
from utblick.goals.models import (
    CooperationForm,
    Goal,
    PolicyDocument,
    Priority,
    Programme,
    Referral,
    Responsibility,
)
from utblick.journal.frozen import checksum

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
        "adopted_by": "Kommunstyrelsen",
        "adopted_on": date(2025, 11, 25),
    }
    status = facts.pop("status", Programme.Status.ADOPTED)
    programme = Programme.objects.create(**{**standard, **facts})
    if status != Programme.Status.DRAFT:
        programmes.adopt(programme, seen=programmes.shown(programme))
    return programme


def make_priority(
    name: str = "", *, programme: Programme | None = None, goal: Goal | None = None, **facts: Any
) -> Priority:
    """Of an adopted programme too: as if it had been in it when it was adopted."""
    at = next(_number)
    programme = programme or Programme.objects.first() or make_programme()
    row = Priority(
        programme=programme, goal=goal or make_goal(), **{"name": name or f"Prioritering {at}", "position": at, **facts}
    )
    with thawed(programme):
        row.save()
    return row


@contextmanager
def thawed(programme: Programme) -> Iterator[None]:
    """What is adopted takes one more row, and is then as if it had been adopted with it."""
    stored, status = QuerySet(Programme).filter(pk=programme.pk), programme.status
    stored.update(status=Programme.Status.DRAFT, checksum="")
    yield
    if status != Programme.Status.DRAFT:
        programme.content = live(programme)
        programme.checksum = checksum(programme.content)
        stored.update(status=status, content=programme.content, checksum=programme.checksum)


def make_referral(programme: Programme, *units: Unit, **facts: Any) -> Referral:
    """A draft sent to the units, to be answered within two weeks."""
    referral = Referral(programme=programme, **{"answer_by": timezone.localdate() + timedelta(days=14), **facts})
    referring.send(referral, units, by=make_user())
    return referral
