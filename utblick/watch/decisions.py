"""Match → decision: what the municipality does about an item. A decision always has who and when; undoing withdraws it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import Membership, Unit, User
from utblick.tenancy import scope
from utblick.watch.models import Decision, InboxItem, Item
from utblick.watch.ranking import rank

Verdict = Decision.Verdict


@transaction.atomic
def decide(
    item: Item,
    *,
    verdict: str,
    by: User,
    reason: str = "",
    assigned_to: User | None = None,
    unit: Unit | None = None,
) -> Decision:
    """Decide on an item that this municipality reads; a standing decision is withdrawn and replaced.

    Raises Item.DoesNotExist for an item that is not read here, ValidationError for an assignment to nobody or to somebody
    from elsewhere and for a reason that is too long. Whether `by` may decide is the caller's question.
    """
    item = Item.objects.get(pk=item.pk)
    decision = Decision(
        item=item, verdict=verdict, reason=reason.strip(), decided_by=by, assigned_to=assigned_to, unit=unit
    )
    _check(decision)
    with scope.acting(scope.municipality(), by, sees_secrets=scope.current().sees_secrets):
        place = _place_in_inbox(item)
        for standing in Decision.objects.current().filter(item=item):
            standing.withdraw()
        decision.save()
        _mark(place, decided=True)
    return decision


@transaction.atomic
def undo(decision: Decision, *, by: User) -> None:
    """Withdraw the decision; the item is back in the inbox. Nothing happens where it was withdrawn already."""
    if decision.withdrawn_at:
        return
    with scope.acting(scope.municipality(), by, sees_secrets=scope.current().sees_secrets):
        place = _place_in_inbox(decision.item)
        decision.withdraw()
        _mark(place, decided=False)


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
    place.decided = decided
    place.rank = rank(place.fit, place.deadline, now or timezone.now())
    place.save(update_fields=["decided", "rank"])
