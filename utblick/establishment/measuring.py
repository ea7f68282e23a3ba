"""How many have asked, how soon they were answered beside what was promised, and what came of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from statistics import median

from django.utils import timezone

from utblick.establishment.models import Enquiry

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the enquiries received in a period. `late`: those answered too late, and those that wait beyond their day."""

    received: int = 0
    waiting: int = 0
    in_time: int = 0
    late: int = 0
    median_days: Decimal | None = None  # working days to the first answer
    established: int = 0
    jobs: int = 0
    investment: Decimal = Decimal(0)
    lost: int = 0
    countries: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)  # why they were lost, as it was written

    @property
    def due(self) -> int:
        return self.in_time + self.late


def measured(first: date, last: date, today: date) -> Measured:
    """Both days within. One query; what is confidential is counted only for who may see it."""
    first_moment, beyond = _midnight(first), _midnight(last + timedelta(days=1))
    rows = Enquiry.objects.current().filter(created_at__gte=first_moment, created_at__lt=beyond)
    return of_rows(list(rows), today)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def of_rows(rows: Iterable[Enquiry], today: date) -> Measured:
    found = list(rows)
    days = [one.days_to_answer for one in found if one.days_to_answer is not None]
    established = [one for one in found if one.state == Enquiry.State.ESTABLISHED]
    lost = [one for one in found if one.state == Enquiry.State.LOST]
    return Measured(
        received=len(found),
        waiting=sum(one.state == Enquiry.State.NEW for one in found),
        in_time=sum(one.was_in_time for one in found),
        late=sum(is_late(one, today) for one in found),
        median_days=Decimal(median(days)) if days else None,
        established=len(established),
        jobs=sum(one.jobs or 0 for one in established),
        investment=sum((one.investment or Decimal(0) for one in established), Decimal(0)),
        lost=len(lost),
        countries=dict(Counter(one.country for one in found)),
        reasons=dict(Counter(one.reason for one in lost)),
    )


def is_late(one: Enquiry, today: date) -> bool:
    """Also what was put aside without an answer after its day; what was put aside before, spam for example, is not."""
    return (one.answered_on or one.closed_on or today) > one.answer_by
