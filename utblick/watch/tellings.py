"""What a source told us as the fields of an item, and what changed between two tellings. Decides; writes nothing."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from utblick.watch.connectors import Finding
from utblick.watch.models import Item

# What a reader is told of when it changes. The body is compared by what stands in it.
TOLD = (
    "kind", "title", "summary", "body", "link", "programme", "authority", "status", "opens_on", "deadlines",
    "budget", "grant_min", "grant_max", "currency", "codes", "countries",
)  # fmt: skip
MOST_TITLE = 500


def fields(finding: Finding, *, language: str | None, now: datetime) -> dict[str, Any]:
    """The item's fields as this finding tells them."""
    deadlines = sorted(finding.deadlines)
    coming = finding.next_deadline(now)
    final = deadlines[-1].at if deadlines else None
    return {
        "kind": finding.kind,
        "title": (finding.title or finding.summary or finding.link or finding.external_id)[:MOST_TITLE],
        "summary": finding.summary,
        "body": finding.body_html,
        "language": (finding.language or language or "")[:5],
        "link": finding.link[:2000],
        "programme": finding.programme[:200],
        "authority": finding.authority[:300],
        "status": finding.status_on(now),
        "published_at": finding.published,
        "opens_on": finding.opens,
        "deadline": coming.at if coming else final,
        "final_deadline": final,
        "deadlines": [{"at": deadline.at.isoformat(), "label": deadline.label} for deadline in deadlines],
        "budget": money(finding.contribution),
        "grant_min": money(finding.budget_min),
        "grant_max": money(finding.budget_max),
        "currency": finding.currency[:3],
        "codes": list(finding.codes),
        "countries": list(finding.countries),
        "identifiers": list(finding.identifiers),
        "facts": {**finding.extra, **({"categories": list(finding.categories)} if finding.categories else {})},
    }


def money(amount: Decimal | None) -> Decimal | None:
    """An amount that the database can hold; an absurd one is unknown."""
    if amount is None or not amount.is_finite() or abs(amount) >= 10**13:
        return None
    return amount.quantize(Decimal("0.01"))


def changes(item: Item, told: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What differs for a reader: {"budget": [before, after]}, as plain values."""
    return {
        name: [plain_value(getattr(item, name)), plain_value(told[name])]
        for name in TOLD
        if getattr(item, name) != told[name]
    }


def plain_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
