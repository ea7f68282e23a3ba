"""What a claim will bring, and when: the same for our own part and for the partners'."""

from datetime import date, timedelta
from decimal import Decimal

from utblick.money.amounts import converted
from utblick.projects.book import KRONOR, Book
from utblick.projects.models import Claim, Share
from utblick.projects.sums.periods import month_of

AFTER_APPROVAL = timedelta(days=30)
"""How soon after approval the money usually is there."""


def expected(book: Book, part: Claim | Share, claim: Claim, earned: Decimal, left: Decimal) -> Decimal:
    """In kronor, for our part of the claim or a partner's: what was paid; else what was approved or claimed, or what its period
    earned. Of the grant no more than is left; the final claim brings all of that."""
    if part.paid is not None:
        return part.paid
    if part.told is not None:
        return min(in_kronor(book, part.told), left)
    return left if claim.kind == Claim.Kind.FINAL else min(earned, left)


def in_kronor(book: Book, amount: Decimal) -> Decimal:
    if book.project.currency == KRONOR or book.budget is None or not book.budget.per_euro:
        return amount
    return converted(amount, book.budget.per_euro)


def expected_month(book: Book, claim: Claim, this_month: date) -> date:
    """Never a month that is over, for money that has not come."""
    if claim.paid_on:
        return month_of(claim.paid_on)
    return max(month_of(expected_on(book, claim)), this_month)


def expected_on(book: Book, claim: Claim) -> date:
    if claim.approved_on:
        return claim.approved_on + AFTER_APPROVAL
    return (claim.asked_on or claim.due_on) + timedelta(days=book.project.programme.pay_days)
