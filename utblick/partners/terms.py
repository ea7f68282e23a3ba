"""The dates of an agreement: when its periods end, the last day to give notice, when it should be reviewed.

Days are inclusive: an agreement "until 2026-12-31" is in force that whole day, and its next period begins the day after. Every
day is counted from the first period's end, never from an earlier reckoning, so that the end of a month does not drift.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


def plus_months(day: date, months: int) -> date:
    """The day with the same number so many months on, or the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Term:
    """How long an agreement runs. `last_day` None: until further notice; `renews_by` and `notice` count months."""

    last_day: date | None = None
    renews_by: int | None = None
    notice: int | None = None

    @property
    def renews(self) -> bool:
        return self.last_day is not None and bool(self.renews_by)

    def end(self, today: date) -> date | None:
        """The last day of the period that runs today; of the only one where none follows."""
        return self._period_end(self._period(today)) if self.renews else self.last_day

    def notice_day(self, today: date) -> date | None:
        """The last day, from today on, when a notice stops the next renewal. None where nothing is renewed."""
        return self._notice_before(self._open_period(today)) if self.renews else None

    def bound_until(self, today: date) -> date:
        """The first day on which the agreement can be over, if notice is given today."""
        if self.last_day is None:
            return plus_months(today, self.notice or 0)
        return self._period_end(self._open_period(today)) if self.renews else self.last_day

    def renewed_until(self, today: date) -> date | None:
        """Until when it runs if nobody gives notice by the notice day."""
        return self._period_end(self._open_period(today) + 1) if self.renews else None

    def binds_longer_than(self, other: "Term", today: date) -> bool:
        """Whether it runs on when the other would have ended by itself, or a notice given today ends it later."""
        return self._runs_out() > other._runs_out() or self.bound_until(today) > other.bound_until(today)

    def _runs_out(self) -> date:
        """The day on which it ends if nobody does anything."""
        return self.last_day if self.last_day and not self.renews else date.max

    def _period_end(self, number: int) -> date:
        assert self.last_day is not None
        return plus_months(self.last_day + DAY, number * (self.renews_by or 0)) - DAY

    def _notice_before(self, number: int) -> date:
        """As contracts count: three months before 31 December is 30 September."""
        return plus_months(self._period_end(number) + DAY, -(self.notice or 0)) - DAY

    def _period(self, today: date) -> int:
        """Which period runs today; before the first has ended, the first."""
        assert self.last_day is not None
        months = (today.year - self.last_day.year) * 12 + today.month - self.last_day.month
        number = max(0, months // (self.renews_by or 1) - 1)
        while self._period_end(number) < today:
            number += 1
        return number

    def _open_period(self, today: date) -> int:
        """The first period that a notice given today can still end."""
        number = self._period(today)
        while self._notice_before(number) < today:
            number += 1
        return number


def next_review(last: date, every: int) -> date:
    """When to review again. A review that is not made stays due: it does not move on by itself."""
    return plus_months(last, every)
