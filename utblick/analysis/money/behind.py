"""The steps behind a flow of the money, each with its part of it: their sum is the flow."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from utblick.analysis.money import payers
from utblick.analysis.money.paying import Way, paid
from utblick.analysis.money.tracing import Place
from utblick.initiatives.models import Step
from utblick.initiatives.models.steps import StepQuerySet

PART = {payers.OWN: "mine", payers.IN_KIND: "in_kind", payers.UNKNOWN: "unknown", "": "whole"}
"""The part of a step that a payer has paid; of a programme it is `others`."""


def behind(steps: StepQuerySet, way: Way, places: Sequence[Place | None]) -> QuerySet[Step]:
    """The steps that a flow is made of: `places` has a place of each stage, or None where it may be any. Each with its `part`."""
    rows, (source, through, into) = paid(steps, way), places
    if source and source.raw:
        rows = rows.filter(_paid_by(source))
    for column, place in (("through_key", through), ("into_key", into)):
        if place:
            rows = rows.filter(_standing(column, place))
    part = PART.get(source.key if source else "", "others")
    return rows.annotate(part=F(part)).filter(part__gt=0)


def _paid_by(place: Place) -> Q:
    """Of a programme the steps of all the names that it goes by."""
    chosen = Q()
    for listed, named in place.raw:
        chosen |= Q(listed=listed) if named is None else Q(listed=listed, named=named)
    return chosen


def _standing(column: str, place: Place) -> Q:
    chosen = Q(**{f"{column}__in": [one for one in place.raw if one is not None]})
    return chosen | Q(**{column: None}) if None in place.raw else chosen
