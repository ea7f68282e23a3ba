"""What the export says of itself to programs: a Data Package (v2, datapackage.org) with a Table Schema for each kind."""

import json
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from utblick.records.export import kinds
from utblick.records.export.columns import Column, columns, label_of
from utblick.tenancy import scope

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = {"delimiter": ";", "header": True, "headerRows": [1], "commentRows": [2]}


def path_of(model: type[models.Model], ending: str) -> str:
    return f"{ending}/{label_of(model)}.{ending}"


def package(rows: Mapping[str, int]) -> bytes:
    """`rows`: how many there are of each kind."""
    here = scope.municipality()
    told = {
        "$schema": PROFILE,
        "name": f"utblick-{here.slug}",
        "title": f"Utblick: {here.name}",
        "created": timezone.now().isoformat(timespec="seconds"),
        "resources": [one for model in kinds.all_kinds() for one in _resources(model, rows)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _resources(model: Any, rows: Mapping[str, int]) -> list[dict[str, Any]]:
    label, title = label_of(model), str(model._meta.verbose_name)
    fields, keys = [_field(one) for one in columns(model)], _keys(model, rows)
    common = {"type": "table", "title": title, "encoding": "utf-8"}
    described = {"fields": fields, "primaryKey": model._meta.pk.attname}
    as_csv = {"path": path_of(model, "csv"), "format": "csv", "mediatype": "text/csv", "dialect": DIALECT}
    as_lines = {"path": path_of(model, "jsonl"), "format": "jsonl", "mediatype": "application/jsonl"}
    tables = [{"name": label, **common, **as_csv, "schema": {**described, "missingValues": [""], "foreignKeys": keys}}]
    # Readers are known that stop at an empty file of JSON Lines.
    return tables + ([{"name": f"{label}.jsonl", **common, **as_lines, "schema": described}] if rows[label] else [])


def _field(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "title": column.title, "type": column.type}
    if column.choices and column.type in {"string", "integer"}:
        told["categories"] = [{"value": value, "label": label} for value, label in column.choices]
    return told


def _keys(model: Any, rows: Mapping[str, int]) -> list[dict[str, Any]]:
    """Only what the export holds: a relation to what it leaves out is told by its key alone."""
    return [{"fields": [one.name], "reference": _reference(model, one)} for one in columns(model) if one.target in rows]


def _reference(model: Any, column: Column) -> dict[str, Any]:
    aim = apps.get_model(column.target)
    return {"resource": "" if aim is model else column.target, "fields": [aim._meta.pk.attname]}
