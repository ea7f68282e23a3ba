"""Lays the runway of an initiative over the meeting calendar, and lays it anew when either moves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from utblick.accounts.models import Unit
from utblick.initiatives.models import Gate, Initiative, Meeting
from utblick.initiatives.runway import (
    AGREEMENT_BEFORE,
    LETTERS_BEFORE,
    Leg,
    Slot,
    Stop,
    day_for_papers,
    stops,
    working_days_before,
)
from utblick.journal import clock


@dataclass(frozen=True, slots=True)
class Runway:
    """The gates in order, each with where it stands, and what is needed outside the town hall."""

    deadline: date
    gates: Sequence[tuple[Gate, Stop]]
    letters_by: date
    agreement_by: date

    @property
    def broken_by(self) -> Gate | None:
        """The first gate that can no longer be passed in time."""
        return next((gate for gate, stop in self.gates if stop.breaks), None)


type Slots = Mapping[int, Sequence[Slot]]


def runway(
    initiative: Initiative, gates: Sequence[Gate] | None = None, slots: Slots | None = None, today: date | None = None
) -> Runway | None:
    """Where the initiative's gates stand today; None without a deadline that it waits for. `slots`: of their bodies at least."""
    if not initiative.awaits_deadline or initiative.deadline is None:
        return None
    deadline, today = timezone.localdate(initiative.deadline), today or timezone.localdate(clock.now())
    if gates is None:
        gates = list(Gate.objects.current().filter(initiative=initiative).select_related("body").in_order())
    if slots is None:
        slots = slots_of({gate.body_id for gate in gates if not gate.outcome}, today)
    legs = [Leg(slots.get(gate.body_id, []), bool(gate.outcome), gate.handed_in_on) for gate in gates]
    return Runway(
        deadline=deadline,
        gates=list(zip(gates, stops(deadline, legs, today=today), strict=True)),
        letters_by=working_days_before(deadline, LETTERS_BEFORE),
        agreement_by=working_days_before(deadline, AGREEMENT_BEFORE),
    )


def gates_with_slots(initiative: Initiative) -> tuple[list[Gate], Slots]:
    """The gates in order, and the meetings to come of their bodies, in one query."""
    today = timezone.localdate(clock.now())
    coming = Q(body__meetings__withdrawn_at=None, body__meetings__held_on__gte=today)
    gated = Gate.objects.current().filter(initiative=initiative).select_related("body").in_order()
    rows: Any = gated.annotate(coming=FilteredRelation("body__meetings", condition=coming)).annotate(
        slot=F("coming__pk"), held_on=F("coming__held_on"), slot_papers=F("coming__papers_by")
    )
    gates: dict[int, Gate] = {}
    slots: dict[int, set[Slot]] = defaultdict(set)
    for gate in rows:
        gates.setdefault(gate.pk, gate)
        if gate.slot:
            slots[gate.body_id].add(Slot(gate.slot, gate.held_on, gate.slot_papers))
    return [*gates.values()], {body: sorted(some, key=lambda one: one.held_on) for body, some in slots.items()}


def slots_of(bodies: set[int], today: date) -> Slots:
    """The meetings to come of these bodies, in one query."""
    found: dict[int, list[Slot]] = defaultdict(list)
    if bodies:
        rows = Meeting.objects.from_day(today).filter(body__in=bodies).order_by("held_on", "pk")
        for pk, body, held_on, papers_by in rows.values_list("pk", "body_id", "held_on", "papers_by"):
            found[body].append(Slot(pk, held_on, papers_by))
    return found


def pave(initiative: Initiative) -> None:
    """Keep with each gate the meeting that it now aims for. A change is in the audit trail: so a moved meeting is told."""
    laid = runway(initiative)
    slots = {gate.pk: stop.slot for gate, stop in laid.gates} if laid else {}
    for gate in Gate.objects.left().filter(initiative=initiative):
        slot = slots.get(gate.pk)
        aimed = (slot.key, slot.papers_by) if slot else (None, None)
        if aimed != (gate.meeting_id, gate.papers_by):
            gate.meeting_id, gate.papers_by = aimed
            gate.save()


def pave_all(body: Unit) -> int:
    """The same for every initiative that waits for the body. Returns how many of them there are."""
    waiting = Initiative.objects.current().filter(
        status__in=Initiative.BEFORE_DEADLINE, pk__in=Gate.objects.left().filter(body=body).values("initiative")
    )
    for initiative in waiting:
        pave(initiative)
    return len(waiting)


def add_meetings(body: Unit, days: Sequence[date], *, papers_days: int) -> list[Meeting]:
    """Enter the days that are not there yet, and lay the runways over them."""
    made = enter(body, days, papers_days=papers_days)
    pave_all(body)
    return made


def enter(body: Unit, days: Iterable[date], *, papers_days: int) -> list[Meeting]:
    """Only enter them. Papers are due so many days before each, or on the working day before that."""
    wanted = set(days)
    known = Meeting.objects.current().filter(body=body, held_on__in=wanted).values_list("held_on", flat=True)
    new = sorted(wanted.difference(known))
    return [
        Meeting.objects.create(
            body=body, held_on=day, papers_by=day_for_papers(day, papers_days), papers_days=papers_days
        )
        for day in new
    ]
