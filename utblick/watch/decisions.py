"""Match → decision: what the municipality does about an item. A decision always has who and when; undoing withdraws it.

Two who decide at once: the item's place in the inbox is locked, so the second sees what the first did. A form carries the
decision that its reader saw; where another one stands by then, nothing is changed and `Overtaken` tells which.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import EllipsisType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import Membership, Unit, User
from utblick.journal.models import Entry
from utblick.tenancy import scope
from utblick.watch import learning
from utblick.watch.models import Decision, InboxItem, Item
from utblick.watch.ranking import rank

Verdict = Decision.Verdict


class Overtaken(Exception):
    """Another decision stands than the one that was seen. Tell the reader, who may keep it or replace it."""

    def __init__(self, standing: Decision) -> None:
        super().__init__(str(standing))
        self.standing = standing


@transaction.atomic
def decide(
    item: Item,
    *,
    verdict: str,
    by: User,
    reason: str = "",
    assigned_to: User | None = None,
    unit: Unit | None = None,
    seen: int | EllipsisType | None = ...,
    together: str = "",
) -> Decision:
    """Decide on an item that this municipality reads; a standing decision is withdrawn and replaced.

    `seen` is the key of the standing decision that the reader saw, None for none: where another one stands, Overtaken is
    raised. Left out, whatever stands is replaced. `together` marks decisions that were taken, and can be undone, in one go.
    The same said twice by the same person is one decision.

    Raises Item.DoesNotExist for an item that is not read here, ValidationError for an assignment to nobody or to somebody
    from elsewhere and for a reason that is too long. Whether `by` may decide is the caller's question.
    """
    item = Item.objects.get(pk=item.pk)
    facts = {"verdict": verdict, "reason": reason.strip(), "assigned_to": assigned_to, "unit": unit}
    decision = Decision(item=item, decided_by=by, together=together, **facts)
    _check(decision)
    with acting(by):
        place = _place_in_inbox(item)
        standing = standing_on(item)
        if standing and _says_the_same(standing, decision):
            return standing
        if standing and seen is not ... and standing.pk != seen:
            raise Overtaken(standing)
        if standing:
            standing.withdraw()
            decision.created_at = standing.withdrawn_at or decision.created_at  # by which `replaced_by` knows it
        decision.save()
        _mark(place, decided=True)
    return decision


@transaction.atomic
def undo(decision: Decision, *, by: User) -> bool:
    """Withdraw the decision; the item is back in the inbox. False, and nothing happens, where it does not stand any more."""
    with acting(by):
        place = _place_in_inbox(decision.item)
        standing = Decision.objects.current().filter(pk=decision.pk).first()
        if standing is None:
            return False
        standing.withdraw()
        _mark(place, decided=False)
    return True


@transaction.atomic
def take_back(decision: Decision, *, by: User) -> None:
    """Undo the decision; one that it replaced stands again. Nothing happens where it does not stand any more."""
    former = replaced_by(decision)
    if undo(decision, by=by) and former:
        with acting(by):
            former.restore()
            _mark(_place_in_inbox(decision.item), decided=True)


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


def what_became_of(decision: Decision) -> str:
    """Why there is nothing to undo: who took the decision back or decided otherwise, and when."""
    standing = standing_on(decision.item)
    if standing:
        words = {"who": standing.decided_by, "verdict": standing.get_verdict_display(), "at": _at(standing.created_at)}
        return _("%(who)s has decided since, %(at)s: “%(verdict)s”. That decision stands; nothing was undone.") % words
    entries = Entry.objects.filter(kind=decision.object_kind, object_id=decision.pk, act=Entry.Act.WITHDRAWN)
    entry = entries.select_related("by").first()
    words = {"who": (entry and entry.by) or _("The system"), "at": _at(entry.at if entry else timezone.now())}
    return _("%(who)s took the decision back already, %(at)s. The item is in the inbox.") % words


@contextmanager
def acting(by: User) -> Iterator[None]:
    """So that the audit trail names the one who decided, whoever's request it is."""
    with scope.acting(scope.municipality(), by, sees_secrets=scope.current().sees_secrets):
        yield


def _at(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def standing_on(item: Item) -> Decision | None:
    stands = Decision.objects.current().filter(item=item)
    return stands.select_related("item", "decided_by", "assigned_to", "unit").first()


def _says_the_same(one: Decision, other: Decision) -> bool:
    names = ["decided_by_id", "verdict", "reason", "assigned_to_id", "unit_id"]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _check(decision: Decision) -> None:
    decision.clean_fields(exclude=["municipality", "item", "decided_by"])
    if decision.verdict == Verdict.ASSIGNED and not (decision.assigned_to or decision.unit):
        raise ValidationError({"assigned_to": _("Say who or which unit gets it.")}, code="assigned_to_nobody")
    if decision.assigned_to and not Membership.objects.current().filter(user=decision.assigned_to).exists():
        raise ValidationError({"assigned_to": _("This person has no role here.")}, code="assigned_elsewhere")


def _place_in_inbox(item: Item) -> InboxItem:
    """The item's row in the inbox, locked: of two who decide at once the second waits for the first.

    What was found by search, without a match, gets its row now.
    """
    place, _new = InboxItem.objects.get_or_create(
        item=item,
        defaults={"kind": item.kind, "deadline": item.final_deadline, "arrived_at": item.found_at},
    )
    return InboxItem.objects.select_for_update(of=("self",)).get(pk=place.pk)


def _mark(place: InboxItem, *, decided: bool, now: datetime | None = None) -> None:
    place.decided, place.snoozed_until = decided, None
    place.rank = rank(place.fit, place.deadline, now or timezone.now())
    place.save(update_fields=["decided", "rank", "snoozed_until"])
    learning.fall_behind(place.item_id)
