"""The parts in a duty are divided; who is responsible is kept where the duty has a field of its own for it."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models, transaction

from utblick.duties.models import DutyPart

Part = DutyPart.Part
# The path to the object that holds the responsible unit; of other kinds every part is a row of its own.
HOLDERS = {"goals.responsibility": "", "projects.project": "initiative"}


def found(kind: str, pk: int) -> models.Model | None:
    """The object of a duty, for whoever may see it."""
    manager: Any = apps.get_model(kind)._default_manager
    row: models.Model | None = manager.filter(pk=pk, withdrawn_at=None).first()
    return row


@transaction.atomic
def divide(obj: Any, wanted: Mapping[str, str]) -> None:
    """Let exactly these columns have these parts."""
    left = {column: part for column, part in wanted.items() if part}
    if obj._meta.label_lower in HOLDERS:
        _take_own(obj, left)
    stored = DutyPart.objects.filter(about_kind=obj._meta.label_lower, about_id=obj.pk)
    for one in stored:
        part = left.pop(one.column, "")
        if not part:
            one.remove()
        elif one.part != part:
            one.part = part
            one.save()
    for column, part in left.items():
        _give(obj, column, part)


def _take_own(obj: Any, left: dict[str, str]) -> None:
    """The object's own unit is the one that it was, if that is responsible still; else the first that is."""
    path = HOLDERS[obj._meta.label_lower]
    holder = getattr(obj, path) if path else obj
    units = [int(key) for column, part in left.items() if part == Part.RESPONSIBLE and (key := _unit(column))]
    own = holder.unit_id if holder.unit_id in units else next(iter(units), None)
    if own:
        del left[f"unit-{own}"]
    if holder.unit_id != own:
        holder.unit_id = own
        holder.save()


def _unit(column: str) -> str:
    return column.removeprefix("unit-") if column.startswith("unit-") else ""


def _give(obj: models.Model, column: str, part: str) -> None:
    unit = _unit(column)
    made = DutyPart(part=part, unit_id=int(unit) if unit else None, role="" if unit else column.removeprefix("role-"))
    made.set_about(obj)
    made.save()
