"""The claims that a programme will want, laid out over the project's time so that their deadlines are known from the start;
and what is claimed in them for each partner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from utblick.money.amounts import NOUGHT
from utblick.projects.book import Book
from utblick.projects.models import Claim, Partner, Project, Share
from utblick.projects.models.claims import AMOUNTS
from utblick.projects.sums.claims import Amounts, Portion, sums_by
from utblick.projects.sums.periods import month_of, plus_months


@dataclass(frozen=True, slots=True)
class Round:
    first: date
    last: date
    due: date


def rounds(first: date, last: date, *, months: int, days: int) -> list[Round]:
    """So many months each from the project's first day on, the last one shorter; due so many days after its end."""
    found, start = [], first
    while start <= last:
        end = min(plus_months(month_of(start), months) - timedelta(days=1), last)
        found.append(Round(start, end, end + timedelta(days=days)))
        start = end + timedelta(days=1)
    return found


@transaction.atomic
def lay_out(project: Project) -> list[Claim]:
    """Enter the claims that are not there yet; none where the project's days are not decided."""
    first, last = project.step.starts_on, project.step.ends_on
    if first is None or last is None:
        return []
    programme = project.programme
    known = set(Claim.objects.of(project).values_list("last_day", flat=True))
    asked = rounds(first, last, months=programme.report_months, days=programme.report_days)
    made = []
    for one in asked:
        if one.last not in known:
            kind = Claim.Kind.FINAL if one.last == last else Claim.Kind.INTERIM
            claim = Claim(project=project, kind=kind, first_day=one.first, last_day=one.last, due_on=one.due)
            claim.save()
            made.append(claim)
    return made


def portions(book: Book) -> list[Portion]:
    """Ours and the partners' of each claim."""
    us = book.us.pk if book.us else 0
    ours = [Portion(one.pk, us, amounts_of(one)) for one in book.claims]
    return [*ours, *(Portion(one.claim_id, one.partner_id, amounts_of(one)) for one in book.shares)]


def of_partners(book: Book, asked: Iterable[Portion]) -> list[tuple[Partner, Amounts]]:
    """We first; also those who have left the project, when something was claimed for them."""
    found = sums_by(asked, lambda one: one.partner)
    left = {one.partner_id: one.partner for one in book.shares if one.partner_id in found}
    partners = {one.pk: one for one in book.partners} | left
    return [(one, found.get(key, Amounts())) for key, one in partners.items()]


def amounts_of(one: Claim | Share) -> Amounts:
    cost, certified, asked, approved, paid = (getattr(one, name) or NOUGHT for name in AMOUNTS)
    passed = one.passed or NOUGHT if isinstance(one, Share) else NOUGHT
    held = paid - passed if isinstance(one, Share) else NOUGHT
    return Amounts(cost, certified, asked, approved, paid, passed, held)
