"""Decision → initiative: from an item of the watch, or from nothing."""

from collections.abc import Iterable
from types import EllipsisType
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from utblick.accounts.models import Unit, User
from utblick.accounts.roles import memberships
from utblick.goals.models import Goal
from utblick.initiatives.contributing import serve
from utblick.initiatives.models import Initiative
from utblick.watch import decisions
from utblick.watch.models import Decision, Item


@transaction.atomic
def start(*, title: str, by: User, goals: Iterable[Goal] = (), **facts: Any) -> Initiative:
    """A new initiative of the one who starts it, unless another owner is given, that serves these goals."""
    facts.setdefault("owner", by)
    initiative = Initiative(title=title, **facts)
    initiative.full_clean(exclude=["municipality"])
    initiative.save()
    serve(initiative, goals)
    return initiative


@transaction.atomic
def start_from_item(
    item: Item,
    *,
    by: User,
    title: str = "",
    goals: Iterable[Goal] | None = None,
    unit: Unit | None = None,
    reason: str = "",
    seen: int | EllipsisType | None = ...,
    keeps_decision: bool = False,
    **facts: Any,
) -> Initiative:
    """An initiative that carries what the item tells, and the decision that says so.

    Without `goals` it serves those that the item was matched to; without `unit` the starter's own. `seen` is the decision on
    the item that the starter saw, as in `decide`; with `keeps_decision` whatever stands is left as it is.
    Raises Item.DoesNotExist for an item that is not read here, and decisions.Overtaken where another decision stands.
    """
    unit = unit or own_unit(by)
    carried = {**carried_from(item), **facts, "unit": unit, "item": item}
    if title:
        carried["title"] = title
    initiative = start(by=by, goals=matched_goals(item) if goals is None else goals, **carried)
    if not keeps_decision:
        decisions.decide(item, verdict=Decision.Verdict.INITIATIVE, by=by, reason=reason, unit=unit, seen=seen)
    return initiative


def carried_from(item: Item) -> dict[str, Any]:
    """What an initiative keeps of its item, should the source forget."""
    return {
        "title": item.title[:200],
        "summary": item.summary,
        "funding_programme": item.programme,
        "deadline": item.deadline,
        "link": item.link if item.link.startswith(("https://", "http://")) else "",
    }


def matched_goals(item: Item) -> QuerySet[Goal]:
    """The goals that the item was matched to, itself or through a priority, in the document's order."""
    met = Q(profile__matches__item=item) | Q(priorities__profile__matches__item=item)
    return Goal.objects.current().filter(met).distinct()


def own_unit(user: User) -> Unit | None:
    return next((one.unit for one in memberships(user) if one.unit), None)


@transaction.atomic
def undo_start(initiative: Initiative, *, by: User) -> None:
    """Withdraw the initiative; the decision that started it is undone too, so the item is in the inbox again, or what had been
    decided on it before stands again.

    Where another initiative goes on from the same item, the decision is that one's and stays.
    """
    initiative.withdraw()
    if initiative.item_id is None or Initiative.objects.current().filter(item=initiative.item_id).exists():
        return
    decided = {"item": initiative.item_id, "verdict": Decision.Verdict.INITIATIVE}
    for decision in Decision.objects.current().filter(**decided):
        decisions.take_back(decision, by=by)
