"""When an initiative that is over is asked about: 6, 18 and 36 months after its end. Knows nothing of the database."""

from datetime import date

from utblick.partners.terms import plus_months

MONTHS = (6, 18, 36)


def next_question(closed_on: date, after: date) -> date | None:
    """The first day after this one on which the owner is asked; None when all has been asked."""
    days = (plus_months(closed_on, months) for months in MONTHS)
    return next((day for day in days if day > after), None)


def asked_at(closed_on: date, day: date) -> int | None:
    """How many months after the end the latest question was asked, as of this day; None before the first."""
    return next((months for months in reversed(MONTHS) if plus_months(closed_on, months) <= day), None)
