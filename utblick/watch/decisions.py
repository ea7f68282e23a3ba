"""Match → decision: what the municipality does about an item. A decision always has who and when; undoing withdraws it.

Two who decide at once: the item's place in the inbox is locked, so the second sees what the first did. A form carries the
decision that its reader saw; where another one stands by then, nothing is changed and `Overtaken` tells which.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import EllipsisType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import Membership, Unit, User
from utblick.actors.models import LocalActor
from utblick.journal import clock
from utblick.journal.models import Entry
from utblick.tenancy import scope
from utblick.watch import bulk, learning
from utblick.watch.models import ActorQuestion, Decision, InboxItem, Item
from utblick.watch.ranking import rank

Verdict = Decision.Verdict

type Seen = int | EllipsisType | None


class Overtaken(Exception):
    """Another decision stands than the one that was seen. Tell the reader, who may keep it or replace it."""

    def __init__(self, standing: Decision) -> None:
        super().__init__(str(standing))
        self.standing = standing


@dataclass(slots=True)
class Together:
    """What came of it: what was decided, and what others had decided meanwhile, which stands; `key` undoes it in one go."""

    key: str
    decided: list[Decision] = field(default_factory=list)
    overtaken: list[Decision] = field(default_factory=list)


def decide(
    item: Item,
    *,
    verdict: str,
    by: User,
    reason: str = "",
    assigned_to: User | None = None,
    unit: Unit | None = None,
    seen: Seen = ...,
) -> Decision:
    """Decide on an item that this municipality reads; a standing decision is withdrawn and replaced.

    `seen` is the key of the standing decision that the reader saw, None for none: where another one stands, Overtaken is
    raised. Left out, whatever stands is replaced. The same said twice by the same person is one decision.

    Raises Item.DoesNotExist for an item that is not read here, ValidationError for an assignment to nobody or to somebody
    from elsewhere and for a reason that is too long. Whether `by` may decide is the caller's question.
    """
    done = decide_on_all({item.pk: seen}, verdict=verdict, by=by, reason=reason, assigned_to=assigned_to, unit=unit)
    if done.overtaken:
        raise Overtaken(done.overtaken[0])
    if not done.decided:
        raise Item.DoesNotExist
    return done.decided[0]


@transaction.atomic
def decide_on_all(
    seen: Mapping[int, Seen],
    *,
    verdict: str,
    by: User,
    reason: str = "",
    assigned_to: User | None = None,
    unit: Unit | None = None,
    actor: LocalActor | None = None,
    key: str = "",
) -> Together:
    """The same decision on all these items, each as by `decide`, in a number of queries that does not grow with theirs.

    What is not read here is passed over. `key` marks what was taken, and can be undone, in one go. `actor`: it goes to a local
    actor, with the question that asking.py writes.
    """
    facts = {"verdict": verdict, "reason": reason.strip(), "assigned_to": assigned_to, "unit": unit}
    items = Item.objects.filter(pk__in=list(seen)).without_texts().order_by("pk")
    wanted = [Decision(item=item, decided_by=by, together=key, **facts) for item in items]
    done = Together(key)
    if not wanted:
        return done
    _check(wanted[0], actor)  # the others are like it
    with acting(by):
        places = _places_in_inbox([one.item for one in wanted])
        standing = _standing_on_all(places)
        now, new, replaced = clock.now(), [], []
        for one in wanted:
            former = standing.get(one.item_id)
            if former and _says_the_same(former, one):
                done.decided.append(former)
                continue
            if former and seen[one.item_id] not in (..., former.pk):
                done.overtaken.append(former)
                continue
            if former:
                replaced.append(former)
                one.created_at = now  # by which `replaced_by` knows the former
            new.append(one)
            done.decided.append(one)
        _withdraw(replaced, now)
        Decision.save_all(new)
        _mark([places[one.item_id] for one in new], decided=True)
    return done


def undo(decision: Decision, *, by: User) -> bool:
    """Withdraw the decision; the item is back in the inbox. False, and nothing happens, where it does not stand any more."""
    return bool(undo_all([decision], by=by))


@transaction.atomic
def undo_all(taken: Sequence[Decision], *, by: User) -> int:
    """Undo those of these that still stand, with what they asked local actors. Returns how many did."""
    with acting(by):
        places = _places_in_inbox([decision.item for decision in taken])
        standing = list(_standing().filter(pk__in=[decision.pk for decision in taken]))
        _withdraw(standing, clock.now())
        _withdraw(list(ActorQuestion.objects.current().filter(decision__in=standing)), clock.now())
        _mark([places[one.item_id] for one in standing], decided=False)
    return len(standing)


@transaction.atomic
def take_back(decision: Decision, *, by: User) -> None:
    """Undo the decision; one that it replaced stands again. Nothing happens where it does not stand any more."""
    former = replaced_by(decision)
    if undo(decision, by=by) and former:
        with acting(by):
            former.restore()
            _mark(_places_in_inbox([decision.item]).values(), decided=True)


def replaced_by(decision: Decision) -> Decision | None:
    """The decision that stood until this one was taken: it ended in the moment in which this one began."""
    return Decision.objects.filter(item=decision.item_id, withdrawn_at=decision.created_at).first()


@transaction.atomic
def give_reason(decision: Decision, *, by: User, reason: str) -> bool:
    """Say afterwards why. False, and nothing happens, where the decision does not stand any more."""
    with acting(by):
        standing = Decision.objects.current().select_for_update(of=("self",)).filter(pk=decision.pk).first()
        if standing is None:
            return False
        standing.reason = reason.strip()
        standing.clean_fields(exclude=["municipality", "item", "decided_by"])
        standing.save()
    return True


def what_became_of(decision: Decision, *, told_to: User) -> str:
    """Why there is nothing to undo: who took the decision back or decided otherwise, and when; of oneself as you."""
    standing = standing_on(decision.item)
    if standing:
        words = {"who": standing.decided_by, "verdict": standing.get_verdict_display(), "at": _at(standing.created_at)}
        if standing.decided_by == told_to:
            return _("You have decided since, %(at)s: “%(verdict)s”. That decision stands; nothing was undone.") % words
        return _("%(who)s has decided since, %(at)s: “%(verdict)s”. That decision stands; nothing was undone.") % words
    entries = Entry.objects.filter(kind=decision.object_kind, object_id=decision.pk, act=Entry.Act.WITHDRAWN)
    entry = entries.select_related("by").first()
    words = {"who": (entry and entry.by) or _("The system"), "at": _at(entry.at if entry else timezone.now())}
    if words["who"] == told_to:
        return _("You took the decision back already, %(at)s. The item is in the inbox.") % words
    return _("%(who)s took the decision back already, %(at)s. The item is in the inbox.") % words


@contextmanager
def acting(by: User) -> Iterator[None]:
    """So that the audit trail names the one who decided, whoever's request it is."""
    with scope.acting(scope.municipality(), by, sees_secrets=scope.current().sees_secrets):
        yield


def _at(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def standing_on(item: Item) -> Decision | None:
    return _standing_on_all([item.pk]).get(item.pk)


def _standing_on_all(items: Iterable[int]) -> dict[int, Decision]:
    """By item."""
    return {decision.item_id: decision for decision in standing_on_all(items)}


def standing_on_all(items: Iterable[int]) -> QuerySet[Decision]:
    return _standing().filter(item__in=list(items))


def _standing() -> QuerySet[Decision]:
    """With all that is told of them."""
    told = Decision.objects.current().select_related("item", "decided_by", "assigned_to", "unit")
    return told.defer("item__body", "item__facts")


def _says_the_same(one: Decision, other: Decision) -> bool:
    names = ["decided_by_id", "verdict", "reason", "assigned_to_id", "unit_id"]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _check(decision: Decision, actor: LocalActor | None) -> None:
    decision.clean_fields(exclude=["municipality", "item", "decided_by"])
    if decision.verdict == Verdict.ASSIGNED and not (decision.assigned_to or decision.unit or actor):
        raise ValidationError({"assigned_to": _("Say who or which unit gets it.")}, code="assigned_to_nobody")
    if decision.assigned_to and not Membership.objects.current().filter(user=decision.assigned_to).exists():
        raise ValidationError({"assigned_to": _("This person has no role here.")}, code="assigned_elsewhere")


def _places_in_inbox(items: Sequence[Item]) -> dict[int, InboxItem]:
    """By item its row in the inbox, locked: of two who decide at once the second waits for the first.

    What was found by search, without a match, gets its row now. In the order of the items' keys, so that two who decide on
    many wait for each other instead of locking each other out.
    """
    items = sorted(items, key=lambda item: item.pk)
    rows = InboxItem.objects.filter(item__in=[item.pk for item in items])
    there = set(rows.values_list("item", flat=True))
    names = ["municipality_id", "item_id", "kind", "deadline", "arrived_at", "fit", "rank", "decided"]
    here = scope.municipality_id()
    new = [
        (here, item.pk, item.kind, item.final_deadline, item.found_at, 0.0, 0.0, False)
        for item in items
        if item.pk not in there
    ]
    bulk.insert(InboxItem, names, new, once=True)
    return {place.item_id: place for place in rows.select_for_update(of=("self",)).order_by("item_id")}


def _withdraw[R: (Decision, ActorQuestion)](standing: Sequence[R], now: datetime) -> None:
    for one in standing:
        one.withdrawn_at = now
    if standing:
        type(standing[0]).save_all(standing)


def _mark(places: Collection[InboxItem], *, decided: bool) -> None:
    now = timezone.now()
    rows = [(decided, rank(place.fit, place.deadline, now), None, place.pk) for place in places]
    bulk.update(InboxItem, ["decided", "rank", "snoozed_until"], rows)
    learning.fall_behind(*(place.item_id for place in places))
