"""Reminding by hand the units whose parts of a report are missing: who is told is shown before, and nobody is told twice a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import Membership, Role, User
from utblick.followup.models import Answer, Collection, Frozen, Report
from utblick.journal import clock
from utblick.teamwork.kinds import Event, Kind
from utblick.teamwork.models import Muted, Notice
from utblick.teamwork.telling import tell

HEARD = (Event.ANSWER_ASKED, Event.ANSWER_DUE, Event.ANSWER_LATE, Event.ANSWER_BACK, Event.ANSWER_REMINDED)


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that is missing. `people` would be told now; `heard` have heard of it today, from whomever."""

    answer: Answer
    people: list[User]
    heard: list[User]

    @property
    def has_nobody(self) -> bool:
        return not (self.people or self.heard)


def missing(answers: Iterable[Answer], *, by: User) -> list[Missing]:
    """Of these answers those that are missing, with whom `by` can remind: officers who want to be told. Three queries."""
    awaited = [one for one in answers if not one.is_submitted]
    if not awaited:
        return []
    officers: dict[int, list[User]] = defaultdict(list)
    at_work = Membership.objects.current().filter(
        unit__in=[one.unit_id for one in awaited], role=Role.OFFICER, user__is_active=True
    )
    mute = set(Muted.objects.filter(kind=Kind.FOLLOW_UP).values_list("user", flat=True))
    for row in at_work.exclude(user=by.pk).select_related("user").order_by("user__name", "pk"):
        if row.unit_id and row.user_id not in mute:
            officers[row.unit_id].append(row.user)
    heard = _heard_today(awaited)
    return [
        Missing(
            one,
            [user for user in officers[one.unit_id] if (user.pk, one.get_absolute_url()) not in heard],
            [user for user in officers[one.unit_id] if (user.pk, one.get_absolute_url()) in heard],
        )
        for one in awaited
    ]


def _heard_today(answers: list[Answer]) -> set[tuple[int, str]]:
    today = timezone.make_aware(datetime.combine(timezone.localdate(clock.now()), time.min))
    rows = Notice.objects.filter(
        event__in=HEARD, made_at__gte=today, address__in=[one.get_absolute_url() for one in answers]
    )
    return set(rows.values_list("user", "address"))


@transaction.atomic
def remind(collection: Collection, *, by: User) -> list[User]:
    """Tell the officers of every missing unit who have not heard of it today; returns them. Raises Frozen."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=collection.report_id)
    if report.is_frozen:
        raise Frozen.told()
    told: dict[int, User] = {}
    for one in missing(Answer.objects.current().filter(collection=collection).told(), by=by):
        facts = {
            "address": one.answer.get_absolute_url(),
            "text": str(one.answer.unit),
            "day": collection.answer_by,
        }
        tell(one.people, Event.ANSWER_REMINDED, by=by, about=report, **facts)
        told |= {user.pk: user for user in one.people}
    return list(told.values())


def take_back(answer: Answer) -> None:
    """What was handed in needs no reminder, in the app or in the next morning's mail."""
    rows = Notice.objects.unread().filter(event=Event.ANSWER_REMINDED, address=answer.get_absolute_url())
    rows.delete()
