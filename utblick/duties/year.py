"""The year of the international work: what returns, and what the platform has dates for already, day by day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.desk.dates import Whose, dates
from utblick.desk.due import KINDS as DUE
from utblick.duties.models import Recurring, Ring
from utblick.goals.models import PolicyDocument, Programme
from utblick.initiatives.dated import DatedRow, dated, soonest_first
from utblick.initiatives.models import Meeting

MOST = 3000
LONGEST = timedelta(weeks=26)
# Which ring a date of the desk belongs to; what is not named here is of applications and projects.
RINGS = {
    "agreement_review": Ring.AGREEMENTS,
    "agreement_notice": Ring.AGREEMENTS,
    "agreement_end": Ring.AGREEMENTS,
    "agreement_rest_over": Ring.AGREEMENTS,
    "decision": Ring.MEETINGS,
    "papers": Ring.MEETINGS,
    "promise": Ring.OTHER,
    "travel": Ring.OTHER,
    "lesson": Ring.OTHER,
    "afterlife": Ring.OTHER,
}
# What only the year shows: in words, and the page of its object.
OWN: dict[str, tuple[Promise, str]] = {
    "policy_review": DUE["policy_review"],
    "policy_end": DUE["policy_end"],
    "programme_end": (_("The programme's period ends"), "goals:programme"),
}
# What is done by its day, and is late when that has passed: the desk dates it only while it is not done.
TO_DO = {"papers", "claim", "delivery", "promise", "agreement_review"}
AS_MADE = {"as": "occasion", "done": "task__done_at", "due": "task__due_on", "gone": "task__withdrawn_at"}
MOVED_AT_MOST = timedelta(days=366)
RETURNS, MEETS = _("Returns"), _("Board meeting")


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of the year. `key` tells it from all others for ever.

    Of a duty that returns: the day that its task was done. `late`: it should have been done.
    """

    on: date
    ring: Ring
    label: str | Promise
    title: str
    url: str
    key: str
    done_on: date | None = None
    late: bool = False

    @property
    def told(self) -> str:
        """What it is and what it concerns; of a meeting that is the same."""
        return str(self.label) if self.label is MEETS else f"{self.label}, {self.ring.label}"


def entries(first: date, last: date) -> list[Entry]:
    """All between two days, in order. Four queries."""
    rows = list(_asked(first, last))
    told = chain(_returning(first, last, rows), _own(rows, last), _dated(first, last))
    return sorted(told, key=lambda one: (one.on, one.ring, one.title, one.key))


def _asked(first: date, last: date) -> Iterator[DatedRow]:
    """Meetings, also those after the last day that something is to be done before; and what only the year shows."""
    documents = PolicyDocument.objects.in_force()
    adopted = Programme.objects.current().filter(status=Programme.Status.ADOPTED)
    meetings = dated(Meeting.objects.current(), "meeting", F("held_on"), title="body__name", key="body_id")
    others = [
        dated(documents, "policy_review", F("review_on"), title="title"),
        dated(documents, "policy_end", F("valid_until"), title="title"),
        dated(adopted, "programme_end", F("ends_on"), title="title"),
    ]
    within = [rows.filter(on__range=(first, last)) for rows in others]
    yield from soonest_first([meetings.filter(on__range=(first, last + LONGEST)), *within], most=MOST)


def _returning(first: date, last: date, rows: list[DatedRow]) -> Iterable[Entry]:
    held = [(row.pk, row.key, row.on) for row in rows if row.what == "meeting"]
    # Of tasks made before day was kept, and of those whose day may have been moved since, none is left out.
    lately = Q(occurrences__day__gte=first - MOVED_AT_MOST) | Q(occurrences__day=None)
    made = {f"made_{name}": F(f"made__{path}") for name, path in AS_MADE.items()}
    # A row for each task that was made of a duty, so that both take one query.
    duties = Recurring.objects.current().annotate(made=FilteredRelation("occurrences", condition=lately))
    listed: list[Any] = list(duties.annotate(**made))
    tasks = {(one.pk, one.made_as): (one.made_done, one.made_due) for one in listed if not one.made_gone}
    today = timezone.localdate()
    for duty in {one.pk: one for one in listed}.values():
        # It was nobody's duty before it was thought of.
        begins = max(first, timezone.localdate(duty.created_at))
        for occasion, on in duty.days(begins, last, held):
            key = f"duty:{duty.pk}:{occasion}"
            done, due = tasks.get((duty.pk, occasion), (None, None))
            done_on, late = timezone.localdate(done) if done else None, not done and due is not None and due < today
            yield Entry(on, Ring(duty.ring), RETURNS, duty.title, duty.get_absolute_url(), key, done_on, late)


def _own(rows: list[DatedRow], last: date) -> Iterable[Entry]:
    for row in rows:
        key = f"{row.what}:{row.pk}"
        if row.what != "meeting":
            label, page = OWN[row.what]
            yield Entry(row.on, Ring.POLICY, label, row.title, reverse(page, args=[row.key]), key)
        elif row.on <= last:
            yield Entry(row.on, Ring.MEETINGS, MEETS, row.title, reverse("initiatives:meetings"), key)


def _dated(first: date, last: date) -> Iterable[Entry]:
    """What the desk knows of the whole municipality."""
    today = timezone.localdate()
    for one in dates(Whose(), first, behind=timedelta(0), ahead=last - first, most=MOST):
        late, ring = one.kind in TO_DO and one.on < today, RINGS.get(one.kind, Ring.APPLICATIONS)
        yield Entry(one.on, ring, one.label, one.title, one.url, one.key, late=late)


def of_year(year: int) -> list[Entry]:
    return entries(date(year, 1, 1), date(year, 12, 31))


def by_cell(found: Iterable[Entry]) -> dict[tuple[Ring, int], int]:
    """How many there are in each ring and month."""
    counts: dict[tuple[Ring, int], int] = defaultdict(int)
    for one in found:
        counts[one.ring, one.on.month] += 1
    return counts
