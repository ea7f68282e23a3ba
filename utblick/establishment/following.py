"""How an enquiry goes on after the first answer, and what becomes of it."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import User
from utblick.establishment.answering import finish_task
from utblick.establishment.models import Enquiry
from utblick.initiatives.models import Initiative
from utblick.initiatives.results import note_result
from utblick.journal import clock

JOBS = "jobb"
"""What the figure of a result counts: told in Swedish, as officers write it."""


def move(enquiry: Enquiry, *, to: str) -> None:
    """Raises Superseded."""
    enquiry.state = to
    enquiry.save()


@transaction.atomic
def establish(
    enquiry: Enquiry,
    *,
    by: User,
    jobs: int | None,
    investment: Decimal | None,
    initiative: Initiative | None,
    told: str,
) -> None:
    """They come. With an initiative, what came of it is noted as its result, and so told in the follow-up of its goals."""
    enquiry.jobs, enquiry.investment = jobs, investment
    if initiative:
        figure: dict[str, Any] = {"value": jobs, "unit_of_value": JOBS} if jobs else {}
        enquiry.result = note_result(initiative, told, noted_on=timezone.localdate(clock.now()), **figure)
    _close(enquiry, Enquiry.State.ESTABLISHED, by)


@transaction.atomic
def lose(enquiry: Enquiry, *, by: User, reason: str) -> None:
    enquiry.reason = reason
    _close(enquiry, Enquiry.State.LOST, by)


def _close(enquiry: Enquiry, state: str, by: User) -> None:
    enquiry.state, enquiry.closed_on = state, timezone.localdate(clock.now())
    enquiry.save()
    finish_task(enquiry, by)


@transaction.atomic
def reopen(enquiry: Enquiry) -> None:
    """The matter goes on, where its letters say that it stands; a result that was noted is withdrawn."""
    if enquiry.result:
        enquiry.result.withdraw()
    proposed = enquiry.proposals.exists()
    answered = Enquiry.State.PROPOSED if proposed else Enquiry.State.ANSWERED
    enquiry.state = answered if enquiry.answered_on else Enquiry.State.NEW
    enquiry.result = enquiry.closed_on = enquiry.jobs = enquiry.investment = None
    enquiry.reason = ""
    enquiry.save()
