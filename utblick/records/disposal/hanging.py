"""What goes with a record when it is disposed of: its parts, what is told of it, and the files of all these."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import ForeignObjectRel

from utblick.journal.attachments import Attachment
from utblick.partners.models import Hold
from utblick.records.disposal.kinds import KINDS
from utblick.teamwork.models import Comment, Notice, Task

TOLD_OF = {Comment: ("teamwork.notice.comment",), Task: ("teamwork.notice.task",), Notice: (), Hold: ()}
"""What goes with the object that it tells of; what else does, such as a decision on delegation, stops the disposal."""


def tree(row: models.Model) -> list[Any]:
    """The record and all that goes with it, in the order in which the database lets go of them."""
    found: dict[Any, None] = {}
    _gather(row, set(KINDS[row._meta.label_lower].parts), found)
    for part in list(found):
        for kind, parts in TOLD_OF.items():
            for told in kind._base_manager.filter(about_kind=part._meta.label_lower, about_id=part.pk):
                _gather(told, set(parts), found)
    return list(found)


def _gather(row: models.Model, parts: set[str], found: dict[Any, None]) -> None:
    for relation in relations(row):
        if name_of(relation) in parts:
            for part in pointing(relation, [row]):
                if part not in found:
                    _gather(part, parts, found)
    found.setdefault(row)


def relations(row: models.Model) -> Iterator[ForeignObjectRel]:
    """All by which other rows point to this one."""
    for one in row._meta.get_fields(include_hidden=True):
        if isinstance(one, ForeignObjectRel) and not one.many_to_many:
            yield one


def name_of(relation: ForeignObjectRel) -> str:
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"


def pointing(relation: ForeignObjectRel, rows: list[Any]) -> "models.QuerySet[Any]":
    related: Any = relation.related_model
    found: models.QuerySet[Any] = related._base_manager.filter(**{f"{relation.field.name}__in": rows})
    return found


def files_of(rows: list[Any]) -> list[Attachment]:
    """The files that these rows hold, and no other row."""
    fields = [(row, one) for row in rows for one in row._meta.concrete_fields if one.related_model is Attachment]
    held = {one.value_from_object(row) for row, one in fields} - {None}
    return [file for file in Attachment.objects.filter(pk__in=held) if not _is_held_elsewhere(file, rows)]


def _is_held_elsewhere(file: Attachment, rows: list[Any]) -> bool:
    return any(set(pointing(relation, [file])) - set(rows) for relation in relations(file))
