"""What initiatives have to tell: decisions that wait or are taken, meetings that move, applications that come too late."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from utblick.accounts.models import Unit, User
from utblick.initiatives.models import Gate, Initiative, Meeting
from utblick.initiatives.paving import pave_all, runway, slots_of
from utblick.teamwork.models import Event, Notice, Task
from utblick.teamwork.news import Everybody, News, everybody
from utblick.teamwork.telling import tell

EVENTS = (Event.GATE_WAITS, Event.GATE_TO_NOTE, Event.RUNWAY_BROKEN)
DECIDED: dict[str, Event] = {
    Gate.Outcome.YES: Event.GATE_YES,
    Gate.Outcome.NO: Event.GATE_NO,
    Gate.Outcome.SKIPPED: Event.GATE_SKIPPED,
}


def news(today: date, people: Everybody) -> Iterator[News]:
    """What waits today. Two queries."""
    waiting: dict[Initiative, list[Gate]] = defaultdict(list)
    rows = Gate.objects.standing().filter(initiative__status__in=Initiative.BEFORE_DEADLINE)
    for gate in rows.select_related("initiative", "body", "meeting").in_order():
        waiting[gate.initiative].append(gate)
    slots = slots_of({gate.body_id for gates in waiting.values() for gate in gates}, today)
    for initiative, gates in waiting.items():
        yield from _of_gates(gates, today, people)
        laid = runway(initiative, gates, slots, today)
        if laid and laid.broken_by and laid.deadline >= today:
            users = tuple({*people.answering(initiative.owner_id), *people.coordinators})
            key = f"{laid.broken_by.pk}:{laid.deadline}"
            yield _of_gate(Event.RUNWAY_BROKEN, laid.broken_by, users, key, laid.deadline)


def _of_gates(gates: list[Gate], today: date, people: Everybody) -> Iterator[News]:
    """At the meeting it is the body's matter; once that has been held, the initiative's own to write down what was said."""
    for gate in gates:
        if gate.outcome or gate.handed_in_on is None or gate.meeting is None:
            continue
        held_on, key = gate.meeting.held_on, f"{gate.pk}:{gate.meeting.held_on}"
        if held_on >= today:
            users = people.at(gate.body_id) or people.coordinators
            yield _of_gate(Event.GATE_WAITS, gate, users, key, held_on)
        else:
            users = people.answering(gate.initiative.owner_id)
            yield _of_gate(Event.GATE_TO_NOTE, gate, users, key, held_on)


def _of_gate(event: Event, gate: Gate, users: tuple[User, ...], key: str, day: date) -> News:
    return News(event, gate.initiative, users, key, day, _runway_of(gate), str(gate))


def _runway_of(gate: Gate) -> str:
    return f"{reverse('initiatives:initiative', args=[gate.initiative_id])}#runway"


def tell_decided(gate: Gate, *, by: User) -> None:
    """Whoever answers for the initiative learns of the decision; of one that is corrected, only what it is now."""
    key, people = f"decided:{gate.pk}:", everybody()
    Notice.objects.unread().filter(occasion__startswith=key).delete()
    if not gate.outcome:
        return
    users = [one for one in people.answering(gate.initiative.owner_id) if people.may_see(one, gate.initiative)]
    occasion = f"{key}{gate.revision}"
    tell(users, DECIDED[gate.outcome], by=by, about=gate.initiative, occasion=occasion, **_facts(gate, gate.decided_on))


def _facts(gate: Gate, day: date | None) -> dict[str, Any]:
    return {"text": str(gate)[:300], "day": day, "address": _runway_of(gate)}


@transaction.atomic
def meetings_changed(body: Unit, meetings: Sequence[Meeting], *, by: User, undone: bool = False) -> int:
    """Meetings of the body are on other days, cancelled or held after all: lay the runways anew, tell those whose way moved.

    Returns how many initiatives wait for the body. `undone`: who has not read of the change need not read of its end.
    """
    before = {gate.pk: gate for gate in _aimed(body)}
    count = pave_all(body)
    changed, people, told = {one.pk: one for one in meetings}, everybody(), set()
    for gate in Gate.objects.filter(pk__in=before).select_related("initiative", "body", "meeting").in_order():
        was = before[gate.pk]
        moved = was.meeting_id in changed or (was.meeting_id, was.papers_by) != (gate.meeting_id, gate.papers_by)
        if moved and gate.initiative_id not in told:
            told.add(gate.initiative_id)
            cause = changed.get(was.meeting_id or 0, meetings[0])
            _tell_moved(gate, cause, by, people, undone=undone)
    return count


def _aimed(body: Unit) -> list[Gate]:
    """The decisions with a meeting to aim for, of all initiatives that wait for the body."""
    waiting = Gate.objects.left().filter(body=body).values("initiative")
    rows = Gate.objects.left().filter(initiative__in=waiting, initiative__status__in=Initiative.BEFORE_DEADLINE)
    return list(rows.exclude(meeting=None))


def _tell_moved(gate: Gate, meeting: Meeting, by: User, people: Everybody, *, undone: bool) -> None:
    initiative = gate.initiative
    key = f"{Event.RUNWAY_MOVED}:{initiative.pk}:"
    unread = Notice.objects.unread().filter(occasion__startswith=key)
    unaware = set(unread.values_list("user", flat=True)) if undone else set()
    unread.delete()
    doing = Task.objects.open().filter(about_kind=initiative.object_kind, about_id=initiative.pk)
    concerned = {*people.answering(initiative.owner_id)}
    concerned.update(*(people.one(key) for key in doing.order_by().values_list("owner", flat=True)))
    users = [one for one in concerned if one.pk not in unaware and people.may_see(one, initiative)]
    # A meeting's number of savings tells one move from the next.
    occasion = f"{key}{meeting.pk}.{meeting.revision}"
    facts = _facts(gate, gate.meeting.held_on if gate.meeting else None)
    tell(users, Event.RUNWAY_MOVED, by=by, about=initiative, occasion=occasion, **facts)
