"""The demo's governing documents, as a coordinator would bring them in: imported, named, adopted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.demo.ticking import ticked
from utblick.goals import adopting, drafts
from utblick.goals.importing import import_text
from utblick.goals.models import Goal, PolicyDocument, Responsibility
from utblick.goals.pieces import Kind, Piece
from utblick.journal import clock
from utblick.tenancy import scope

EARLIER, PRESENT = 365 * 9 + 80, 365 * 3 + 170
REVIEW_IN = 55


def make_policy(cast: Cast) -> None:
    """An earlier version, replaced; the present one in force with names, units and keywords."""
    review = (cast.today + timedelta(days=REVIEW_IN)).isoformat()
    adopt(cast, "policy_earlier", adopted_days=EARLIER)
    adopt(cast, "policy", adopted_days=PRESENT, review=review)
    with clock.at(moments.ago(cast.today, PRESENT - 12, 3)):
        for facts in texts.read("goals")["goals"]:
            tend_goal(goal_of(facts["text"]), facts, cast)
        own_duties(cast)


def adopt(cast: Cast, name: str, *, adopted_days: int, **values: str) -> PolicyDocument:
    adopted = cast.today - timedelta(days=adopted_days)
    text = texts.filled(name, adopted=moments.on(adopted).date().isoformat(), **values)
    with clock.at(moments.on(adopted + timedelta(days=9))), scope.acting(cast.municipality, cast.people["karin"]):
        draft = import_text(text=text, name=f"{name}.txt")
        pieces = [named(piece) for piece in drafts.pieces_of_draft(draft)]
        drafts.keep(draft, drafts.Change("edit", pieces))
        return adopting.adopt(draft)


def named(piece: Piece) -> Piece:
    """The piece with the short name and the owner that the coordinator gives it in the review."""
    told = texts.read("goals")
    names = {Kind.GOAL: {one["text"]: one["name"] for one in told["goals"]}, Kind.FORM: told["forms"]}
    found = [name for begin, name in names.get(piece.kind, {}).items() if piece.text.startswith(begin)]
    piece = replace(piece, name=found[0]) if found else piece
    if piece.kind is Kind.UNPLACED:
        # The introduction: read, and set aside as no part of what is decided.
        return replace(piece, kind=Kind.DROPPED, was=Kind.UNPLACED.value)
    return replace(piece, owner=told["owners"].get(piece.owner, piece.owner))


def goal_of(begin: str) -> Goal:
    return Goal.objects.in_force().get(text__startswith=begin)


def tend_goal(goal: Goal, facts: dict[str, Any], cast: Cast) -> None:
    goal.unit = cast.units.get(facts.get("unit", ""))
    goal.keywords, goal.sdg_targets = facts["keywords"], facts["sdg_targets"]
    goal.concepts = ticked(facts["concepts"])
    goal.full_clean(exclude=["municipality"])
    goal.save()


def own_duties(cast: Cast) -> None:
    """Give each duty the unit that the document names; what it gives to nobody's unit stays a gap."""
    units = {unit.name.casefold(): unit for unit in cast.units.values()}
    for duty in Responsibility.objects.in_force().unowned():
        if unit := units.get(duty.owner.casefold()):
            duty.unit = unit
            duty.save()
