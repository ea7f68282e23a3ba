"""Builders of retention rules and disposal lists for tests."""

from datetime import date
from typing import Any

from utblick.accounts.models import Unit
from utblick.accounts.tests.make import make_unit
from utblick.records.disposal import drawing
from utblick.records.models import DisposalList, RetentionRule


def make_rule(kind: str = "partners.visitrequest", **facts: Any) -> RetentionRule:
    """By which records of the kind are disposed of after two years."""
    body = Unit.objects.filter(kind=Unit.Kind.BOARD).first() or make_unit("Kommunstyrelsen", kind=Unit.Kind.BOARD)
    told = {
        "fate": RetentionRule.Fate.DISPOSE,
        "years": 2,
        "body": body,
        "decided_on": date(2024, 3, 5),
        "section": "34",
    }
    rule = RetentionRule(kind=kind, **told | facts)
    rule.full_clean(exclude=["municipality"])
    rule.save()
    return rule


def make_list(day: date | None = None, **facts: Any) -> DisposalList:
    """Drawn; it waits for approval."""
    found = DisposalList(day=day or date.today(), **facts)
    found.save()
    drawing.draw(found)
    found.refresh_from_db()
    return found
