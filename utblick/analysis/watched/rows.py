"""Rows of the inbox with what the lists of the watch's pages and their files say of each."""

from typing import Any

from django.db.models import OuterRef, QuerySet, StringAgg, Subquery, Value

from utblick.watch.models import ActorQuestion, Decision, InboxItem, Item, LateVerdict, Subscription

SHOWN = [
    "pk", "item_id", "item__title", "item__language", "kind", "deadline", "arrived_at", "decided", "fit", "snoozed_at",
    "best__score", "best__profile__name", "best__profile__background", "source", "verdict", "decided_at", "asked_person",
    "asked_unit", "asked_actors",
]  # fmt: skip
LATE = ["late", "late_miss", "late_cause", "late_by"]


def with_fates(rows: QuerySet[InboxItem]) -> QuerySet[Any]:
    """With the source that told of it first, and the decision that stands on it."""
    return _with_fates(rows).values_list(*SHOWN, named=True)


def with_verdicts(rows: QuerySet[InboxItem]) -> QuerySet[Any]:
    """And with what was said of it afterwards."""
    said = LateVerdict.objects.current().filter(item=OuterRef("item"))
    facts = dict(zip(LATE, ("pk", "is_miss", "cause", "judged_by__name"), strict=True))
    late = {name: Subquery(said.values(fact)[:1]) for name, fact in facts.items()}
    return _with_fates(rows).annotate(**late).values_list(*SHOWN, *LATE, named=True)


def _with_fates(rows: QuerySet[InboxItem]) -> QuerySet[InboxItem]:
    stands = Decision.objects.current().filter(item=OuterRef("item"))
    sent = ActorQuestion.objects.current().filter(item=OuterRef("item")).order_by().values("item")
    told = Subscription.objects.filter(source__sightings__item=OuterRef("item")).order_by("source__sightings__seen_at")
    return rows.annotate(
        source=Subquery(told.values("name")[:1]),
        verdict=Subquery(stands.values("verdict")[:1]),
        decided_at=Subquery(stands.values("created_at")[:1]),
        asked_person=Subquery(stands.values("assigned_to__name")[:1]),
        asked_unit=Subquery(stands.values("unit__name")[:1]),
        asked_actors=Subquery(sent.annotate(names=StringAgg("actor__name", Value(", "))).values("names")),
    )


def kind_of(row: Any) -> str:
    return str(Item.Kind(row.kind).label)


def verdict_of(row: Any) -> str:
    return str(Decision.Verdict(row.verdict).label) if row.verdict else ""


def asked_of(row: Any) -> str:
    """Whom it was given to; empty where to nobody."""
    return ", ".join(name for name in (row.asked_person, row.asked_unit, row.asked_actors) if name)


def days_lain(row: Any) -> int | None:
    """From the inbox to the deadline; None without a deadline."""
    return max((row.deadline - row.arrived_at).days, 0) if row.deadline else None


def cause_of(row: Any) -> str:
    return str(LateVerdict.Cause(row.late_cause).label) if row.late_cause else ""
