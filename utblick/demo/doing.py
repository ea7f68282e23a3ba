"""The demo's initiatives, as they were started, moved on and told of over the years."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from utblick.accounts.models import User
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.goals.models import CooperationForm, Goal
from utblick.initiatives import progress, results, starting
from utblick.initiatives.models import Contribution, Gate, Initiative, Participation, Step
from utblick.initiatives.paving import pave
from utblick.journal import clock
from utblick.partners.models import Organisation
from utblick.tenancy import scope
from utblick.watch.models import Item

APART = (
    "gates",
    "steps",
    "results",
    "lessons",
    "partners",
    "moves",
    "how",
    "created",
    "item",
    "reason",
    "goals",
    "owner",
)


def make_initiatives(cast: Cast, partners: dict[str, Organisation]) -> None:
    for order, row in enumerate(texts.read("initiatives")["initiatives"]):
        _make(row, order, cast, partners)


def _make(row: dict[str, Any], order: int, cast: Cast, partners: dict[str, Organisation]) -> None:
    owner = cast.people[row["owner"]]
    with _by(owner, cast, moments.ago(cast.today, row["created"], order).date(), order):
        initiative = _start(row, cast, owner)
        _tell_how(initiative, row.get("how", []))
        for key, role in row.get("partners", []):
            _valid(Participation(initiative=initiative, organisation=partners[key], role=role))
    for to, days in row.get("moves", []):
        with _by(owner, cast, moments.ago(cast.today, days).date(), order + 1):
            progress.move(initiative, to)
    for kind, add in ADD.items():
        for at, facts in enumerate(row.get(kind, [])):
            facts = _placed(texts.dated(facts, cast.today), cast)
            with _by(owner, cast, _noted(facts, initiative, cast.today), order + at):
                add(initiative, facts)


def _placed(facts: dict[str, Any], cast: Cast) -> dict[str, Any]:
    return {**facts, "body": cast.units[facts["body"]]} if "body" in facts else facts


@contextmanager
def _by(owner: User, cast: Cast, day: date, order: int) -> Iterator[None]:
    with clock.at(moments.on(day, order)), scope.acting(cast.municipality, owner):
        yield


def _start(row: dict[str, Any], cast: Cast, owner: User) -> Initiative:
    facts = texts.dated({name: value for name, value in row.items() if name not in APART}, cast.today)
    facts["form"] = CooperationForm.objects.in_force().get(name=row["form"])
    facts["unit"] = cast.units[row["unit"]]
    goals = [Goal.objects.in_force().get(name=name) for name in row["goals"]]
    if "item" not in row:
        return starting.start(by=owner, goals=goals, **facts)
    item = Item.objects.get(title__startswith=row["item"])
    return starting.start_from_item(item, by=owner, goals=goals, reason=row["reason"], **facts)


def _tell_how(initiative: Initiative, how: list[str]) -> None:
    """What each contribution consists of, in the order of the initiative's goals as written."""
    for contribution, told in zip(Contribution.objects.filter(initiative=initiative).order_by("pk"), how, strict=False):
        if told:
            contribution.how = told
            _valid(contribution)


def _noted(facts: dict[str, Any], initiative: Initiative, today: date) -> date:
    """The day it was written down: a result's own, a step's when it was planned, never ahead of today."""
    day: date = (
        facts.get("written_on")
        or facts.get("decided_on")
        or facts.get("noted_on")
        or facts.get("learnt_on")
        or facts.get("starts_on")
        or today
    )
    return min(today, max(day, initiative.created_at.date()))


def _add_step(initiative: Initiative, facts: dict[str, Any]) -> None:
    facts.pop("written_on", None)
    _valid(Step(initiative=initiative, **facts))


def _add_gate(initiative: Initiative, facts: dict[str, Any]) -> None:
    _valid(Gate(initiative=initiative, **facts))
    pave(initiative)


def _add_result(initiative: Initiative, facts: dict[str, Any]) -> None:
    results.note_result(initiative, **{**facts, "goal": Goal.objects.in_force().get(name=facts["goal"])})


def _add_lesson(initiative: Initiative, facts: dict[str, Any]) -> None:
    results.note_lesson(initiative, **facts)


def _valid(part: Contribution | Gate | Participation | Step) -> None:
    part.full_clean(exclude=["municipality", "initiative"])
    part.save()


ADD = {"gates": _add_gate, "steps": _add_step, "results": _add_result, "lessons": _add_lesson}
