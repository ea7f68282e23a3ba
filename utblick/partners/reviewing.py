"""An agreement is reviewed, and what the board decides on the proposal is carried out; both can be taken back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.partners.gains import Gains, gains
from utblick.partners.models import Agreement, Review
from utblick.partners.terms import next_review, plus_months

# How far back to look where there was neither a review nor a signing.
YEARS_BACK = 3
DECISION = ("decided_by", "decided_on", "section", "case_number")
DAYS = {"expires_on", "ended_on", "rests_until", "review_on", "decided_on"}


def begun(agreement: Agreement, by: User, today: date) -> Review:
    """A review to fill in, of the time since the last one."""
    last = agreement.reviews.filter(withdrawn_at=None).order_by("-looked_to").first()
    since = last.looked_to if last else agreement.signed_on
    earliest = plus_months(today, -12 * YEARS_BACK)
    first = min(since, today) if since else earliest
    return Review(agreement=agreement, author=by, reviewed_on=today, looked_from=first, looked_to=today)


def gains_of(review: Review) -> Gains:
    """As they were when the review was made; counted now for one that is being made."""
    return Gains(**review.gains) if review.gains else gains(review.agreement, review.looked_from, review.looked_to)


@transaction.atomic
def finish(review: Review) -> None:
    """Keep the review with its figures; the agreement's next review is then counted from today."""
    review.gains = gains_of(review).as_json()
    review.save()
    agreement = review.agreement
    every = agreement.review_every
    agreement.review_on = next_review(review.reviewed_on, every) if every else None
    agreement.save()


@transaction.atomic
def carry_out(review: Review) -> None:
    """Let the agreement be as proposed, with the decision on the review."""
    changes = {**_changes(review), **{name: getattr(review, name) for name in DECISION}}
    agreement = review.agreement
    review.replaced = {name: _plain(getattr(agreement, name)) for name in changes}
    review.carried_out_on = clock.now().date()
    review.save()
    _give(agreement, changes)


@transaction.atomic
def take_back(review: Review) -> None:
    """The agreement as it was before the proposal was carried out."""
    old = {name: parse_date(value) if name in DAYS and value else value for name, value in review.replaced.items()}
    _give(review.agreement, old)
    review.carried_out_on, review.replaced = None, {}
    for name in DECISION:
        setattr(review, name, None if name == "decided_on" else "")
    review.save()


def _changes(review: Review) -> dict[str, Any]:
    match review.proposal:
        case Review.Proposal.EXTEND:
            # What runs until further notice has no periods to renew.
            renews = {} if review.extend_until else {"renews_by": None}
            return {"expires_on": review.extend_until, **renews, "rests_until": None, "rest_means": ""}
        case Review.Proposal.REST:
            return {"rests_until": review.rest_until, "rest_means": review.rest_means}
        case Review.Proposal.END:
            return {"ended_on": review.end_on}
    return {"rests_until": None, "rest_means": ""}


def _give(agreement: Agreement, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(agreement, name, value)
    agreement.full_clean(exclude=["municipality", "organisation", "document"])
    agreement.save()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
