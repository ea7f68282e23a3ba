"""What comes to the meetings of those who decide."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Max, Min, Prefetch, Q, QuerySet

from utblick.accounts.models import Role, Unit, User
from utblick.accounts.roles import memberships
from utblick.initiatives.models import Gate, Initiative, Meeting, Step
from utblick.initiatives.sums import Money, Sums, sums_by


@dataclass(frozen=True, slots=True)
class Matter:
    """A decision that is needed, the day of the meeting, and what its initiative is planned to cost, in whole kronor.

    `papers_late`: their last day has passed, and they are not handed in.
    """

    gate: Gate
    on: date
    money: Money
    papers_late: bool = False

    @property
    def cost(self) -> Decimal | None:
        return _whole(self.money.planned_cost)

    @property
    def own(self) -> Decimal | None:
        return _whole(self.money.planned_own)


def _whole(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal(1))


@dataclass(frozen=True, slots=True)
class Meetings:
    """Of the reader's bodies (of all, for who has none): the day of the last, of the next, and what comes to them.

    `bodies`: the reader's own.
    """

    bodies: list[Unit]
    last: date | None = None
    next: date | None = None
    matters: list[Matter] = field(default_factory=list)

    @property
    def at_next(self) -> list[Matter]:
        return [one for one in self.matters if one.on == self.next]

    @property
    def later(self) -> list[Matter]:
        return [one for one in self.matters if one.on != self.next]


def decides(user: User) -> bool:
    """Whether the reader comes to decide at meetings, and not to work through the inbox."""
    return any(one.role == Role.DECISION_MAKER for one in memberships(user))


def meetings(user: User, today: date) -> Meetings:
    """Four queries."""
    bodies = [one.unit for one in memberships(user) if one.role == Role.DECISION_MAKER and one.unit]
    own = Q(body__in=bodies) if bodies else Q()
    held = Meeting.objects.current().filter(own)
    days = held.aggregate(
        last=Max("held_on", filter=Q(held_on__lt=today)), next=Min("held_on", filter=Q(held_on__gte=today))
    )
    return Meetings(bodies, days["last"], days["next"], _matters(Gate.objects.left().filter(own), today))


def _matters(gates: QuerySet[Gate], today: date) -> list[Matter]:
    waiting = gates.filter(
        initiative__status__in=Initiative.BEFORE_DEADLINE, meeting__held_on__gte=today, meeting__withdrawn_at=None
    )
    whole = waiting.select_related("body", "meeting").prefetch_related(
        Prefetch("initiative", Initiative.objects.with_goals())
    )
    found = list(whole.order_by("meeting__held_on", "pk"))
    steps = Step.objects.current().filter(initiative__in={one.initiative_id for one in found})
    sums = sums_by(steps, "initiative_id")
    return [
        Matter(one, one.meeting.held_on, sums.get(one.initiative_id, Sums()).money, _papers_late(one, today))
        for one in found
        if one.meeting
    ]


def _papers_late(gate: Gate, today: date) -> bool:
    return gate.handed_in_on is None and gate.papers_by is not None and gate.papers_by < today
