"""One item: its card, whether we may apply, why it is here, what was decided, where it was seen, what changed."""

from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.accounts.roles import UserRequest, may
from utblick.watch import answering, asking, changing, eligible, inboxes, joining, learning, splitting, whynot
from utblick.watch.card import Card, card_of
from utblick.watch.card.original import under_our_heading
from utblick.watch.chain import chain_of_item, told_here
from utblick.watch.forms.deciding import AT_ONCE, LATER
from utblick.watch.models import Decision, InboxItem, Item, Match
from utblick.watch.reasons import reasons_of
from utblick.watch.views.going_back import here_from, inbox_left
from utblick.watch.views.met import Met, is_goal

VERSIONS = 10


@may("watch.view")
def item(request: UserRequest, pk: int) -> HttpResponse:
    found = Item.objects.annotate(**in_the_inbox()).filter(pk=pk).first()
    if found is None:
        return redirect(get_object_or_404(joining.joined_to(pk)))
    matches = Match.objects.filter(item=found).select_related("profile").order_by("-score")
    rows = Decision.objects.filter(item=found).select_related("decided_by", "assigned_to", "unit", "answered_by")
    decided = list(rows)
    standing = next((one for one in decided if one.withdrawn_at is None), None)
    tellings = list(told_here().filter(item=found).order_by("seen_at"))
    lessons = learning.lessons_of(found, list(matches))
    told = [Met(match.profile, match, reasons_of(match, lessons.get(match.pk, ()))) for match in matches]
    left = inbox_left(request)
    context: dict[str, Any] = {
        "item": found,
        "inbox_url": f"{left}#item-{pk}" if left else reverse("watch:inbox"),
        "here": here_from(request, left),
        **card_and_rules(found),
        "original": under_our_heading(found.body),
        "identifiers": [one.partition(":")[2] or one for one in found.identifiers],
        "goals": [one for one in told if is_goal(one.profile)],
        "concerned": [one for one in told if not is_goal(one.profile)],
        "decision": standing,
        "said": asking.said_about(found, decided),
        "may_answer": may_answer(standing, request.user),
        "earlier": [one for one in decided if one.withdrawn_at],
        "tellings": tellings,
        **taken_out(tellings),
        "sent_here": any(one.external_id.startswith(inboxes.SENT) for one in tellings),
        "versions": versions_of(found),
        "chain": chain_of_item(found, tellings=tellings[:3], met=told, decision=standing),
        "at_once": AT_ONCE,
        "later": LATER.items(),
        "reasons": whynot.short_list() if request.user.has_perm("watch.decide") and not standing else [],
        "may_decide": request.user.has_perm("watch.decide"),
        "may_start": request.user.has_perm("initiatives.change"),
        "may_state_facts": request.user.has_perm("accounts.change"),
    }
    return render(request, "watch/item.html", context)


def may_answer(decision: Decision | None, user: User) -> bool:
    """Whether a question waits for this person's answer, or the unit's."""
    if decision is None or decision.verdict != Decision.Verdict.ASSIGNED or decision.answered_at:
        return False
    return answering.is_asked(decision, user)


def versions_of(found: Item) -> list[changing.Version]:
    """Not asked for where the item has never changed, as most have not."""
    rows = found.versions.all()[:VERSIONS] if found.changed_at else []
    return [changing.told(version, found) for version in rows]


def in_the_inbox() -> dict[str, Any]:
    """Whether the item waits in the inbox, until when it is put aside, and whether anything has been started from it."""
    initiatives: Any = Item._meta.get_field("initiatives").related_model
    started = initiatives.objects.current().filter(item=OuterRef("pk"))
    waits = InboxItem.objects.undecided().filter(item=OuterRef("pk"))
    asleep = waits.asleep(timezone.now())
    aside_until = Subquery(asleep.values("snoozed_until")[:1])
    return {"waits": Exists(waits), "aside_until": aside_until, "has_started": Exists(started)}


def taken_out(tellings: list[Any]) -> dict[str, Any]:
    """From what a person took this item, where a telling of it is one that was split off."""
    telling = next((one for one in tellings if one.split), None)
    found = splitting.taken(telling) if telling else None
    return {"taken": found, "taken_telling": telling.pk if found and telling else None}


def card_and_rules(found: Item) -> dict[str, Any]:
    card = card_of(found, timezone.now())
    return {
        "card": card,
        "rules": rules_of(found, card),
        "quotes": eligible.quoted(card.conditions.quotes),
    }


def rules_of(found: Item, card: Card) -> eligible.Standing | None:
    if card.scheme is None and not card.conditions.others:
        return None
    facts = eligible.facts_here()
    return eligible.standing(card.scheme, facts, eligible.stated(found, card.conditions, facts))
