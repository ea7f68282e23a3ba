"""Asking the units for their parts of a report, and taking in what they answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Membership, Role, Unit, User
from utblick.followup import reminding
from utblick.followup.figures import UnitAnswer
from utblick.followup.known import concerned, known_of
from utblick.followup.models import Answer, Collection, Frozen, Report, UnitText
from utblick.goals.models import PolicyDocument
from utblick.initiatives.models import Meeting
from utblick.initiatives.runway import working_days_after, working_days_before
from utblick.journal import clock
from utblick.teamwork.kinds import Event
from utblick.teamwork.telling import tell

type Place = int | None
"""The goal that a text is about; None for the whole."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One box: what its reader saw in it, and what it now says."""

    seen: str
    new: str


class Clash(Exception):
    """Somebody else has written in the same boxes meanwhile; nothing was saved. `stored`: what stands there now."""

    def __init__(self, stored: Mapping[Place, str]) -> None:
        super().__init__("Written by somebody else meanwhile")
        self.stored = stored


class Unseen(ValidationError):
    """A yes to something else than what the rows say now."""

    @classmethod
    def told(cls) -> "Unseen":
        return cls(
            _("The rows have changed since you opened the page. Look at them once more below, and hand in again."),
            code="unseen",
        )


# Opening

TO_ANSWER = 15
"""Working days that the units have, where no meeting is nearer."""
LEAST_TO_ANSWER = 5
TO_PUT_TOGETHER = 5
"""Working days from the last answer to the day when the board's papers are handed in."""


def proposed_last_day(report: Report) -> date:
    """Three weeks from today, or from the end of the period where that is to come; sooner if a board meets so that it must be."""
    begins = max(timezone.localdate(clock.now()), report.ends_on)
    usual, soonest = working_days_after(begins, TO_ANSWER), working_days_after(begins, LEAST_TO_ANSWER)
    papers = Meeting.objects.from_day(soonest).filter(body__kind=Unit.Kind.BOARD).order_by("papers_by", "pk")
    days = (working_days_before(one, TO_PUT_TOGETHER) for one in papers.values_list("papers_by", flat=True))
    return min(usual, next((day for day in days if day >= soonest), usual))


@transaction.atomic
def open_for(report: Report, *, answer_by: date) -> Collection:
    """Ask every unit that has a part in the period. What a unit wrote too late for an earlier report is there from the start."""
    if report.is_frozen:
        raise Frozen.told()
    collection = Collection(report=report, answer_by=answer_by)
    collection.save()
    add(collection, concerned(report.starts_on, report.ends_on))
    return collection


@transaction.atomic
def add(collection: Collection, units: Iterable[Unit]) -> None:
    for unit in units:
        answer = Answer(collection=collection, unit=unit)
        answer.save()
        for kept in _kept(unit):
            UnitText(answer=answer, goal=kept.goal, text=kept.text).save()


def _kept(unit: Unit) -> list[UnitText]:
    """What the unit wrote after its last report was frozen; of goals no longer in force, nothing."""
    last = Answer.objects.current().filter(unit=unit, texts__late=True).order_by("-pk").first()
    rows = UnitText.objects.current().filter(answer=last, late=True).exclude(text="").select_related("goal__document")
    in_force = PolicyDocument.Status.IN_FORCE
    return [row for row in rows if row.goal is None or row.goal.document.status == in_force] if last else []


def written_since(collection: Collection) -> set[int]:
    """The keys of the answers in which something was written after the report was frozen, for the next."""
    rows = UnitText.objects.current().filter(answer__collection=collection, late=True).exclude(text="")
    return set(rows.values_list("answer", flat=True))


def left_out(collection: Collection) -> list[Unit]:
    """The units that have got a part in the period since the collection was opened."""
    asked = set(collection.answers.values_list("unit", flat=True))
    report = collection.report
    return [unit for unit in concerned(report.starts_on, report.ends_on) if unit.pk not in asked]


# Writing


@dataclass(frozen=True, slots=True)
class Words:
    """What a unit has written: `stored` goes on being written, after the freeze what came since; `before` was there by then."""

    stored: dict[Place, str]
    before: list[UnitText]
    goals: dict[int, str]
    """The names of those that `stored` is about, whatever became of them."""


def words_of(answer: Answer) -> Words:
    """In one query."""
    frozen = answer.collection.report.is_frozen
    every = UnitText.objects.current().filter(answer=answer).select_related("goal").order_by("goal__position", "pk")
    rows = [row for row in every if row.late == frozen]
    return Words(
        stored={row.goal_id: row.text for row in rows},
        before=[row for row in every if frozen and not row.late and row.text],
        goals={row.goal.pk: str(row.goal) for row in rows if row.goal},
    )


@transaction.atomic
def write(answer: Answer, wishes: Mapping[Place, Wish]) -> int:
    """Save the boxes that were changed; others' changes in other boxes stay. Returns how many were saved.

    After the freeze it is kept for next time, and the frozen report is left as it is. Raises Clash.
    """
    report = Report.objects.select_for_update(of=("self",)).get(pk=answer.collection.report_id)
    rows = UnitText.objects.current().filter(answer=answer, late=report.is_frozen)
    stored = {row.goal_id: row for row in rows}
    changed = {place: wish for place, wish in wishes.items() if wish.new != wish.seen}
    if clashing := dict(_clashing(changed, stored, report)):
        raise Clash(clashing)
    for place, wish in changed.items():
        row = stored.get(place) or UnitText(answer=answer, goal_id=place, late=report.is_frozen)
        row.text = wish.new
        row.save()
    return len(changed)


def _clashing(
    changed: Mapping[Place, Wish], stored: Mapping[Place, UnitText], report: Report
) -> Iterator[tuple[Place, str]]:
    """What somebody else has written since. The first words after a freeze meet nobody's: the page was opened before it."""
    for place, wish in changed.items():
        there = stored[place].text if place in stored else wish.seen if report.is_frozen else ""
        if there not in (wish.seen, wish.new):
            yield place, there


@transaction.atomic
def submit(answer: Answer, *, by: User, seen: str) -> None:
    """Hand in; the unit says yes to exactly the rows that it saw. Raises Unseen where they say something else now, and Frozen."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=answer.collection.report_id)
    if report.is_frozen:
        raise Frozen.told()
    if known_of(answer.unit, report.starts_on, report.ends_on).mark != seen:
        raise Unseen.told()
    answer.state, answer.submitted_at, answer.submitted_by = Answer.State.SUBMITTED, clock.now(), by
    answer.agreed = seen
    answer.save()
    reminding.take_back(answer)
    people = Membership.objects.current().filter(role=Role.COORDINATOR, user__is_active=True).select_related("user")
    told = {"address": answer.get_absolute_url(), "text": str(answer.unit)}
    tell([one.user for one in people], Event.ANSWER_IN, by=by, about=report, **told)


@transaction.atomic
def send_back(answer: Answer, *, by: User) -> None:
    """Ask the unit to look again, with the question that its row now holds. Raises Superseded and Frozen."""
    report = answer.collection.report
    if report.is_frozen:
        raise Frozen.told()
    answer.state = Answer.State.SENT_BACK
    answer.save()
    told = {"address": answer.get_absolute_url(), "text": answer.question[:300]}
    tell(officers(answer.unit), Event.ANSWER_BACK, by=by, about=report, **told)


def officers(unit: Unit) -> list[User]:
    rows = Membership.objects.current().filter(unit=unit, role=Role.OFFICER, user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("pk")]


# For the report


def answers_to(report: Report) -> list[UnitAnswer]:
    """What the units that were asked have handed in; what is not handed in is nobody's word yet."""
    answers = Answer.objects.current().filter(collection__report=report).told()
    texts: dict[int, dict[Place, str]] = {}
    for row in UnitText.objects.current().filter(answer__in=answers.order_by().values("pk"), late=False):
        texts.setdefault(row.answer_id, {})[row.goal_id] = row.text
    return [_told(one, texts.get(one.pk, {}) if one.is_submitted else {}) for one in answers]


def _told(answer: Answer, texts: dict[Place, str]) -> UnitAnswer:
    words = {goal: text for goal, text in texts.items() if goal is not None and text}
    is_back = answer.state == Answer.State.SENT_BACK
    return UnitAnswer(answer.pk, str(answer.unit), answer.is_submitted, texts.get(None, ""), words, is_back)
