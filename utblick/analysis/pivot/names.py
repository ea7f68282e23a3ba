"""The names of goals, forms and units, in one query: for the choices, and for the rows and columns of the table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from utblick.accounts.models import Unit
from utblick.goals.models import CooperationForm, Goal, PolicyDocument
from utblick.ui.cutting import cut

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Named:
    """`stands`: it can be chosen, since it is in force or in use."""

    pk: int
    label: str
    stands: bool
    parent: int | None


type Names = dict[str, dict[int, Named]]
"""By the key of the dimension, then by their own, in the order that they are shown in."""


def known() -> Names:
    in_force = Q(withdrawn_at=None, document__withdrawn_at=None, document__status=PolicyDocument.Status.IN_FORCE)
    name = Case(When(name="", then=Substr("text", 1, LONGEST + 1)), default=F("name"), output_field=CharField())
    none = Value(None, IntegerField())
    # The units first: of nothing but nulls PostgreSQL would not know that the column above them is a number.
    units, *others = [
        _told(Unit.objects.all(), "unit", Q(withdrawn_at=None), F("name"), Value(0), F("parent_id")),
        _told(Goal.objects.all(), "goal", in_force, name, F("position"), none),
        _told(CooperationForm.objects.all(), "form", in_force, name, F("position"), none),
    ]
    found: Names = {"goal": {}, "form": {}, "unit": {}}
    for kind, stands, _at, label, pk, parent in units.union(*others, all=True).order_by(
        "-stands", "at", "label", "key"
    ):
        found[kind][pk] = Named(pk, cut(label, LONGEST), stands, parent)
    return found


def _told(rows: QuerySet[Any], kind: str, stands: Q, label: Any, at: Any, parent: Any) -> QuerySet[Any, Any]:
    """The same columns for each kind, so that they can be asked for at once."""
    columns = {
        "kind_of": Value(kind, CharField()),
        "stands": Case(When(stands, then=True), default=False, output_field=BooleanField()),
        "at": at,
        "label": label,
        "key": F("pk"),
        "above": parent,
    }
    told: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list(*columns)
    return told


def with_parts(unit: int, units: Iterable[Named]) -> set[int]:
    """The unit with all that belong to it, down the tree."""
    listed = list(units)
    found, new = {unit}, {unit}
    while new:
        new = {one.pk for one in listed if one.parent in new} - found
        found |= new
    return found
