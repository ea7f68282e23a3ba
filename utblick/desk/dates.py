"""The dates of one person's, one unit's or the whole municipality's work: what `mine.py` lists and `calendars.py` writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Membership, Unit, User
from utblick.accounts.roles import memberships
from utblick.desk import asking
from utblick.desk.due import KINDS as OF_ALL
from utblick.desk.due import OCCASIONS
from utblick.initiatives.dated import DatedRow, dated, soonest_first
from utblick.initiatives.models import Gate, Initiative, Step, TravelReport
from utblick.partners.models import Agreement, Promise
from utblick.partners.reminders import OWNER_AHEAD, occasions
from utblick.projects.models import Claim, Delivery

# Per kind: what it is called, and the page of the object by its key. The order is what hurts most, where two are on one day.
KINDS: dict[str, tuple[Lazy, str]] = {
    "application": OF_ALL["application"],
    "papers": OF_ALL["papers"],
    "decision": (_("To be decided at a meeting"), "initiatives:initiative"),
    "claim": OF_ALL["claim"],
    "delivery": OF_ALL["delivery"],
    "promise": OF_ALL["promise"],
    "travel": OF_ALL["travel"],
    "start": OF_ALL["start"],
    "end": OF_ALL["end"],
    "lesson": OF_ALL["lesson"],
    "afterlife": OF_ALL["afterlife"],
    "referral": OF_ALL["referral"],
    "part": OF_ALL["part"],
}


@dataclass(frozen=True, slots=True)
class Whose:
    """One person's work, one unit's, or, with neither, all of it."""

    user: User | None = None
    unit: Unit | None = None

    def of(self, path: str = "") -> Q:
        """Of the initiatives at this path."""
        if self.user:
            return Q(**{f"{path}owner": self.user.pk})
        return Q(**{f"{path}unit": self.unit.pk}) if self.unit else Q()

    def owned(self) -> Q:
        """Of what has an owner and no unit."""
        if self.user:
            return Q(owner=self.user.pk)
        people = Membership.objects.current().filter(unit=self.unit).order_by().values("user")
        return Q(owner__in=people) if self.unit else Q()

    def bodies(self) -> Q:
        """Of what a body decides on."""
        if self.user:
            return Q(body__in=[one.unit_id for one in memberships(self.user) if one.unit_id])
        return Q(body=self.unit.pk) if self.unit else Q()


@dataclass(frozen=True, slots=True)
class Dated:
    """One date: which kind, what it is called, the object's title and page; `key` tells it from all others for ever."""

    on: date
    kind: str
    label: Lazy
    title: str
    url: str
    key: str

    @property
    def weight(self) -> tuple[date, int]:
        order = list(KINDS)
        return self.on, order.index(self.kind) if self.kind in order else -1


def dates(whose: Whose, today: date, *, behind: timedelta, ahead: timedelta, most: int = 500) -> list[Dated]:
    """Soonest first, and of one day what hurts most. Two queries."""
    first, last = today - behind, today + ahead
    asked = [rows.filter(on__range=(first, last)) for rows in _rows(whose, today)]
    found = [*map(_told, soonest_first(asked, most=most)), *_of_agreements(whose, today, first, last)]
    return sorted(found, key=lambda one: one.weight)


def _told(row: DatedRow) -> Dated:
    label, url_name = KINDS[row.what]
    return Dated(row.on, row.what, label, row.title, reverse(url_name, args=[row.key]), f"{row.what}:{row.pk}")


def _of_agreements(whose: Whose, today: date, first: date, last: date) -> Iterator[Dated]:
    rows = Agreement.objects.unended().filter(whose.owned(), organisation__withdrawn_at=None)
    for row in rows:
        for occasion, on in occasions(row, today):
            if first <= on <= last:
                key = f"{occasion}:{row.pk}"
                yield Dated(on, occasion, OCCASIONS[occasion], row.title, row.get_absolute_url(), key)


def _rows(whose: Whose, today: date) -> list[QuerySet[Any]]:
    waiting = Initiative.objects.current().filter(whose.of(), status__in=Initiative.BEFORE_DEADLINE)
    gates = Gate.objects.left().filter(initiative__status__in=Initiative.BEFORE_DEADLINE)
    steps = Step.objects.current().filter(whose.of("initiative__"), initiative__withdrawn_at=None)
    told = TravelReport.objects.current().filter(step=OuterRef("pk"))
    untold = steps.filter(~Exists(told), kind="exchange", status__in=["running", "done"], ends_on__lt=today)
    living = ~Q(project__stage="rejected") & Q(project__step__withdrawn_at=None)
    claims = Claim.objects.standing().filter(living, whose.of("initiative__"), asked_on=None)
    deliveries = Delivery.objects.standing().filter(living, whose.owned(), done_on=None)
    promises = Promise.objects.open().filter(whose.owned(), side="ours")
    title, key = "initiative__title", "initiative_id"
    return [
        dated(waiting, "application", TruncDate("deadline"), title="title"),
        dated(
            gates.filter(whose.of("initiative__"), handed_in_on=None), "papers", F("papers_by"), title=title, key=key
        ),
        dated(gates.filter(whose.bodies()), "decision", F("meeting__held_on"), title=title, key=key),
        dated(steps.filter(status="planned"), "start", F("starts_on"), title="title", key=key),
        dated(steps.filter(status="running"), "end", F("ends_on"), title="title", key=key),
        dated(claims, "claim", F("due_on"), title=title, key="project_id"),
        dated(deliveries, "delivery", F("due_on"), title="title", key="project_id"),
        dated(promises, "promise", F("due_on"), title="text", key="contact_id"),
        dated(untold, "travel", F("ends_on"), title="title"),
        *_asked(whose, today),
    ]


def _asked(whose: Whose, today: date) -> list[QuerySet[Any]]:
    """What is asked of one person; nobody else has use of the day."""
    if whose.user is None:
        return []
    lessons = asking.of_lessons(today, whose.user)
    endings = asking.of_endings(today, whose.user)
    return [
        dated(lessons, "lesson", F("ask_on"), title="short"),
        dated(endings, "afterlife", F("ask_on"), title="title"),
        dated(
            asking.of_referrals(whose.user), "referral", F("referral__answer_by"), title="referral__programme__title"
        ),
        dated(asking.of_parts(whose.user), "part", F("collection__answer_by"), title="collection__report__title"),
    ]


AHEAD = OWNER_AHEAD
"""How far ahead one's own dates are shown: the notice of an agreement takes a board's round."""
BEHIND = timedelta(days=60)
"""How long something that has passed is still shown."""
