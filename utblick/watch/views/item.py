"""One item: what it is in short, why it is here, what was decided, where it was seen, what changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.accounts.roles import UserRequest, may
from utblick.watch.chain import chain_of_item, told_here
from utblick.watch.connectors import programmes
from utblick.watch.forms import DecisionForm
from utblick.watch.models import Decision, Item, ItemVersion, Match
from utblick.watch.reasons import reasons_of
from utblick.watch.views.met import Met, is_goal

LABELS = {
    "title": _("Title"),
    "summary": _("Text"),
    "body": _("Text"),
    "deadline": _("Deadline"),
    "deadlines": _("Deadline"),
    "final_deadline": _("Last deadline"),
    "budget": _("Budget"),
    "grant_min": _("Smallest grant"),
    "grant_max": _("Largest grant"),
    "currency": _("Currency"),
    "status": _("Status"),
    "opens_on": _("Opens"),
    "programme": _("Programme"),
    "link": _("Link"),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One of an item's deadlines, with the name of its stage."""

    at: datetime
    label: str


@may("watch.view")
def item(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Item, pk=pk)
    matches = Match.objects.filter(item=found).select_related("profile").order_by("-percentile", "-score")
    decided = Decision.objects.filter(item=found).select_related("decided_by", "assigned_to", "unit")
    standing = next((one for one in decided if one.withdrawn_at is None), None)
    tellings = list(told_here().filter(item=found).order_by("seen_at"))
    told = [Met(match.profile, match, reasons_of(match)) for match in matches]
    context: dict[str, Any] = {
        "item": found,
        "programme": programmes.name_of(found.programme, get_language() or "sv"),
        "identifiers": [one.partition(":")[2] or one for one in found.identifiers],
        "deadlines": deadlines_of(found),
        "goals": [one for one in told if is_goal(one.profile)],
        "concerned": [one for one in told if not is_goal(one.profile)],
        "decision": standing,
        "earlier": [one for one in decided if one.withdrawn_at],
        "tellings": tellings,
        "versions": [(version.at, changes_told(version)) for version in found.versions.all()[:10]],
        "chain": chain_of_item(found, tellings=tellings[:3], met=told, decision=standing),
        "form": DecisionForm(),
        "may_decide": request.user.has_perm("watch.decide"),
        "may_start": request.user.has_perm("initiatives.change"),
    }
    return render(request, "watch/item.html", context)


def changes_told(version: ItemVersion) -> list[tuple[str, Any, Any]]:
    """What changed, as (what, before, after) with dates and lists in words."""
    return [
        (str(LABELS.get(name, name)), in_words(pair[0]), in_words(pair[1])) for name, pair in version.changes.items()
    ]


def in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(in_words(one) for one in value)
    if isinstance(value, dict):
        return in_words(value.get("at") or value.get("label") or "")
    moment = parse_datetime(value) if isinstance(value, str) and "T" in value[:20] else None
    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else str(value or "")


def deadlines_of(item: Item) -> list[Deadline]:
    told = [(parse_datetime(one["at"]), one.get("label", "")) for one in item.deadlines]
    return sorted((Deadline(at, label) for at, label in told if at), key=lambda one: one.at)
