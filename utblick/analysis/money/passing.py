"""What came from a programme for the partners of a project that we lead, and was passed on to them: no cost of ours."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from utblick.analysis.money.payers import programme_of
from utblick.money.amounts import rounded
from utblick.projects.models import Share

MOST = 20
"""So many are listed, the largest."""


class Passed(NamedTuple):
    """What a partner got in a project, in kronor."""

    project: int
    title: str
    programme: str
    partner: str
    amount: Decimal


def shares_passed(first: date, last: date) -> QuerySet[Share]:
    rows: QuerySet[Share] = Share.objects.standing().filter(project__withdrawn_at=None, claim__withdrawn_at=None)
    return rows.filter(passed_on__range=(first, last))


def passed_on(shares: QuerySet[Share]) -> list[Passed]:
    """The largest first; one more than MOST where there are more. One query."""
    by = ("project", "project__step__title", "project__programme_key", "initiative__funding_programme")
    rows = shares.order_by().values_list(*by, "partner__organisation__name").annotate(sum=Sum("passed"))
    return [
        Passed(pk, title, programme_of(listed, named)[1], partner or "", rounded(amount))
        for pk, title, listed, named, partner, amount in rows.order_by("-sum", "project", "partner")[: MOST + 1]
    ]
