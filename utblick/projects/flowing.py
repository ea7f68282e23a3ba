"""The cash flow of projects: what has been paid and received, what will be, month by month."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from utblick.money.amounts import NOUGHT, share, total
from utblick.projects.book import Book
from utblick.projects.expecting import expected, expected_month
from utblick.projects.models import Claim, Project
from utblick.projects.passing import coming
from utblick.projects.sums.flow import Flow
from utblick.projects.sums.periods import month_of, months, plus_months

OVER = (Project.Stage.CLOSED, Project.Stage.IN_USE)


def flow_of(book: Book, this_month: date) -> Flow:
    paid = payments(book, this_month)
    grant = book.grant_earned(this_month)
    # In-kind costs are no payments, but they earn a grant: it is reckoned on the payments that remain.
    cash = total([*paid.values()])
    percent = min(grant * 100 / cash, Decimal(100)) if cash > 0 else NOUGHT
    received = receipts(book, paid, this_month)
    return Flow(paid, received, grant, percent, settled_from(book), *for_others(book, this_month))


def for_others(book: Book, this_month: date) -> tuple[dict[date, Decimal], dict[date, Decimal]]:
    """What has come and will come for the partners, and what was and will be passed on to them: in the month after."""
    come: dict[date, Decimal] = defaultdict(lambda: NOUGHT)
    passed: dict[date, Decimal] = defaultdict(lambda: NOUGHT)
    for one in book.shares:
        if one.paid and one.claim.paid_on:
            come[month_of(one.claim.paid_on)] += one.paid
        if one.passed and one.passed_on:
            passed[month_of(one.passed_on)] += one.passed
    for to_come in coming(book, this_month):
        come[to_come.month] += to_come.amount
        passed[plus_months(to_come.month, 1)] += to_come.amount
    if book.held:
        passed[plus_months(this_month, 1)] += book.held
    return dict(come), dict(passed)


def settled_from(book: Book) -> date | None:
    """The month in which the final claim was paid, or in which a closed project ended."""
    finals = [one.paid_on for one in book.claims if one.kind == Claim.Kind.FINAL and one.paid_on]
    if finals:
        return month_of(max(finals))
    return month_of(book.last) if book.project.stage in OVER else None


def flows(books: Iterable[Book], this_month: date) -> list[Flow]:
    return [flow_of(one, this_month) for one in books]


def payments(book: Book, this_month: date) -> dict[date, Decimal]:
    """What is booked, and what is still to come by the forecast. What is in kind is not paid."""
    paid: dict[date, Decimal] = defaultdict(lambda: NOUGHT)
    in_kind: dict[date, Decimal] = defaultdict(lambda: NOUGHT)
    for one in book.bookings:
        (in_kind if one.in_kind else paid)[month_of(one.booked_on)] += one.amount
    for month, amount in book.to_come(this_month).items():
        left_in_kind = max(book.planned_in_kind.get(month, NOUGHT) - in_kind[month], NOUGHT)
        paid[month] += max(amount - left_in_kind, NOUGHT)
    return {month: amount for month, amount in paid.items() if amount}


def receipts(book: Book, paid: dict[date, Decimal], this_month: date) -> dict[date, Decimal]:
    """What claims have brought in and are expected to, all of it within the grant."""
    found: dict[date, Decimal] = defaultdict(lambda: NOUGHT)
    for claim, amount in expectations(book, paid, book.grant_earned(this_month)):
        found[expected_month(book, claim, this_month)] += amount
    return {month: amount for month, amount in found.items() if amount}


def expectations(book: Book, paid: dict[date, Decimal], grant: Decimal) -> list[tuple[Claim, Decimal]]:
    """Each claim with what it has brought in or is expected to, those that are paid first. `grant`: what the forecast earns; it
    does not cut what is claimed or approved already."""
    found, whole, likely = [], book.our_sums.grant, grant
    for claim in sorted(book.claims, key=lambda one: (one.paid_on is None, one.due_on, one.pk)):
        left = likely if claim.told is None else whole
        amount = expected(book, claim, claim, earned(claim, paid, grant), left)
        found.append((claim, amount))
        whole, likely = (max(one - amount, NOUGHT) for one in (whole, likely))
    return found


def earned(claim: Claim, paid: dict[date, Decimal], grant: Decimal) -> Decimal:
    """What the costs of the claim's period bring."""
    if not (claim.first_day and claim.last_day):
        return NOUGHT
    within = total([paid.get(month, NOUGHT) for month in months(claim.first_day, claim.last_day)])
    cash = total([*paid.values()])
    return share(max(within, NOUGHT), grant * 100 / cash) if cash > 0 else NOUGHT
