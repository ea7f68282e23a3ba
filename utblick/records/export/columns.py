"""How a row of any kind is told: its columns with technical and Swedish name, and its values as plain data."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.text import get_valid_filename

from utblick.accounts.kept_secrets import KeepsSecret
from utblick.accounts.models import Municipality
from utblick.journal.attachments import Attachment
from utblick.journal.models import Entry
from utblick.tenancy import scope

TITLES = Path(__file__).with_name("titles.toml")
CONFIDENTIAL, FILE = "confidential", "file"
# What opens doors, and what the engine of meaning works out anew from the rest.
LEFT_OUT: Mapping[str, frozenset[str]] = {
    "accounts.apikey": frozenset({"digest"}),
    "accounts.user": frozenset({"password"}),
    "federation.identityprovider": KeepsSecret.kept_out,
    "outreach.webhook": KeepsSecret.kept_out,
    "watch.profile": frozenset({"features"}),
}
# Of a municipality that is named by one's own rows, such as an invited one, no more than anybody may know.
OF_OTHERS = frozenset({"id", "name", "slug", "code", "kind", "country"})


@dataclass(frozen=True, slots=True)
class Column:
    """`target`: the kind that its value is the `id` of; empty where it is no relation within the export."""

    name: str
    title: str
    type: str
    target: str = ""
    choices: tuple[tuple[Any, str], ...] = ()


TYPES: Mapping[type[models.Field[Any, Any]], str] = {
    models.BooleanField: "boolean",
    models.DateTimeField: "datetime",
    models.DateField: "date",
    models.TimeField: "time",
    models.DecimalField: "number",
    models.FloatField: "number",
    models.IntegerField: "integer",
    models.JSONField: "any",
}


def label_of(model: type[models.Model]) -> str:
    return model._meta.label_lower


@cache
def told_fields(model: type[models.Model]) -> tuple[Any, ...]:
    """All but files, which lie beside, and what is left out."""
    out = LEFT_OUT.get(label_of(model), frozenset())
    return tuple(one for one in model._meta.concrete_fields if one.name not in out and not is_file(one))


def file_field(model: type[models.Model]) -> Any:
    """The field that holds a file; None where rows of this kind have none."""
    out = LEFT_OUT.get(label_of(model), frozenset())
    return next((one for one in model._meta.concrete_fields if is_file(one) and one.name not in out), None)


def is_file(field: Any) -> bool:
    return isinstance(field, models.BinaryField | models.FileField)


def columns(model: type[models.Model]) -> list[Column]:
    """In the language of the running work."""
    found = [_column(field) for field in told_fields(model)]
    if file_field(model):
        found.append(Column(FILE, "fil i exporten", "string"))
    return [*found, Column(CONFIDENTIAL, "sekretess", "boolean")]


def _column(field: Any) -> Column:
    target = label_of(field.related_model) if field.related_model else ""
    choices = tuple((value, str(label)) for value, label in field.flatchoices or ())
    return Column(field.attname, title_of(field), _type(field), target, choices)


def title_of(field: Any) -> str:
    """In Swedish. As the interface calls it; what no page shows by titles.toml, or as what it leads to."""
    name = str(field.verbose_name)
    if name != field.name.replace("_", " ") and name != "ID":
        return name
    return titles().get(field.name) or (str(field.related_model._meta.verbose_name) if field.related_model else name)


@cache
def titles() -> dict[str, str]:
    return tomllib.loads(TITLES.read_text(encoding="utf-8"))


def _type(field: Any) -> str:
    aim = field.target_field if field.related_model else field
    # Blocks of a written page are kept as JSON.
    if hasattr(field, "stream_block"):
        return "any"
    return next((name for kind, name in TYPES.items() if isinstance(aim, kind)), "string")


def told(obj: models.Model, *, confidential: bool) -> dict[str, Any]:
    """The row as plain values: a relation as its key, a file as its place in the export."""
    row = {one.attname: _plain(one, obj) for one in told_fields(type(obj))}
    if isinstance(obj, Municipality) and obj.pk != scope.municipality_id():
        row = {name: value if name in OF_OTHERS else None for name, value in row.items()}
    if isinstance(obj, Entry):
        row |= {part: _without_left_out(obj.kind, row[part]) for part in ("before", "after")}
    if file_field(type(obj)):
        row[FILE] = place_of(obj)
    return row | {CONFIDENTIAL: confidential}


def _plain(field: Any, obj: models.Model) -> Any:
    value = field.get_prep_value(field.value_from_object(obj))
    return json.loads(value or "[]") if hasattr(field, "stream_block") and isinstance(value, str) else value


def _without_left_out(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    out = LEFT_OUT.get(kind, frozenset())
    return {name: value for name, value in facts.items() if name not in out}


def place_of(obj: Any) -> str:
    """Where its file lies in the export; empty where it has none."""
    field = file_field(type(obj))
    if isinstance(field, models.FileField):
        name = field.value_from_object(obj).name or ""
        return f"files/{label_of(type(obj))}/{obj.pk}-{_safe(name)}" if name else ""
    name = getattr(obj, "name", "") or f"{label_of(type(obj))}.{_ending(obj)}"
    return f"files/{label_of(type(obj))}/{obj.pk}-{_safe(name)}"


def _ending(obj: Any) -> str:
    """Of a report's document, whose format says it."""
    word = str(getattr(obj, "format", ""))
    return {"word": "docx", "excel": "xlsx"}.get(word.rpartition("_")[2], word.rpartition("_")[2]) or "bin"


def _safe(name: str) -> str:
    """A name that any file system takes."""
    return get_valid_filename(name.rsplit("/", 1)[-1])[-120:]


def content_of(obj: Any) -> bytes:
    if isinstance(obj, Attachment):
        return obj.content()
    field = file_field(type(obj))
    if isinstance(field, models.BinaryField):
        return bytes(field.value_from_object(obj))
    with field.value_from_object(obj).open("rb") as file:
        return bytes(file.read())
