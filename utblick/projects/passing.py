"""Where we lead: what is still to come from the programme for each partner, and to be passed on."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from utblick.money.amounts import NOUGHT, total
from utblick.projects.book import Book
from utblick.projects.expecting import expected, expected_month
from utblick.projects.models import Claim, Partner, Share
from utblick.projects.sums.periods import months


class Coming(NamedTuple):
    """In kronor: what a claim will bring for a partner, and in which month."""

    claim: Claim
    partner: Partner
    month: date
    amount: Decimal


def coming(book: Book, this_month: date) -> list[Coming]:
    """All of it within each partner's grant; nothing where another leads."""
    others = [one for one in book.partners if not one.is_us] if book.we_lead else []
    return [one for partner in others for one in _coming_for(book, partner, this_month) if one.amount]


def _coming_for(book: Book, partner: Partner, this_month: date) -> Iterator[Coming]:
    shares = {one.claim_id: one for one in book.shares if one.partner_id == partner.pk}
    grant = book.grant_of(partner)
    left = max(total([*grant.values()]) - come(shares.values()), NOUGHT)
    for claim in sorted(book.claims, key=lambda one: (one.due_on, one.pk)):
        share = shares.get(claim.pk) or Share()
        if share.paid is None:
            amount = _expected(book, share, claim, grant, left)
            left -= amount
            month = max(expected_month(book, claim, this_month), this_month)
            yield Coming(claim, partner, month, amount)


def come(shares: Iterable[Share]) -> Decimal:
    return total([one.paid or NOUGHT for one in shares])


def _expected(book: Book, share: Share, claim: Claim, grant: dict[date, Decimal], left: Decimal) -> Decimal:
    """Of a claim that is paid, nothing but what was claimed for the partner in it."""
    if claim.paid_on and share.approved is None and share.asked is None:
        return NOUGHT
    within = months(claim.first_day, claim.last_day) if claim.first_day and claim.last_day else []
    return expected(book, share, claim, total([grant.get(month, NOUGHT) for month in within]), left)
