"""What belongs to a case: its own row, its parts, what is told of it, its trail and its files, each kind as one file of data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from utblick.followup.documents import html, pdf
from utblick.followup.models import Report
from utblick.followup.paper import paper_of
from utblick.journal import about
from utblick.journal.attachments import WORD, Attachment
from utblick.journal.frozen import checksum
from utblick.journal.models import Entry, Recorded, is_secret
from utblick.journal.secrecy import parts_of
from utblick.records.export.columns import columns, content_of, file_field, label_of, place_of, told, told_fields
from utblick.tenancy.scope import Confidential, Owned
from utblick.ui.sheets import XLSX

PDF = "application/pdf"
# Said by the package itself, or of no use to a reader.
UNTOLD = {
    "id",
    "municipality",
    "revision",
    "mark",
    "object_id",
    "kind",
    "secret",
    "about_kind",
    "about_id",
    "initiative",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the package. `path` within its folder; `body` its bytes."""

    path: str
    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one kind that belong to the case."""

    model: type[models.Model]
    rows: list[Any]


def parts(case: Any) -> list[Part]:
    """The case itself first. What may not be seen by the running work is not there."""
    found = [Part(type(case), [case])]
    for model, path in parts_of(type(case)):
        found.append(Part(model, list(model._base_manager.filter(**{path: case}).order_by("pk"))))
    for one in found:  # grows meanwhile: the parts of parts come too
        if not issubclass(one.model, Confidential) or one.rows == [case]:
            found += _children(one, {other.model for other in found})
    found += _told_of(found)
    return [one for one in _merged(found) if one.rows and _is_kept(one.model)]


def _is_kept(model: type[models.Model]) -> bool:
    """Not who was told of it by mail or by a notice."""
    return issubclass(model, Recorded | Entry) or file_field(model) is not None


def _children(of: Part, known: set[type[models.Model]]) -> list[Part]:
    """What points to these rows: the reviews of an agreement, the sections of a report, the units' answers to it."""
    told = [one for one in of.model._meta.related_objects if one.one_to_many and issubclass(one.related_model, Owned)]
    return [
        Part(one.related_model, list(one.related_model._base_manager.filter(**{f"{one.field.name}__in": of.rows})))
        for one in told
        if one.related_model not in known
    ]


def _told_of(found: list[Part]) -> Iterator[Part]:
    """Tasks, comments and decisions about any of them, and the audit trail of all."""
    keys = [(label_of(one.model), row.pk) for one in found for row in one.rows]
    for model in about.kinds():
        yield Part(
            model, [row for kind, pk in keys for row in model._base_manager.filter(about_kind=kind, about_id=pk)]
        )
    trail = [row for kind, pk in keys for row in Entry.objects.filter(kind=kind, object_id=pk).select_related("by")]
    yield Part(Entry, sorted(trail, key=lambda one: one.pk))


def _merged(found: list[Part]) -> list[Part]:
    """A part of several wholes comes once."""
    rows: dict[type[models.Model], dict[int, Any]] = {}
    for one in found:
        rows.setdefault(one.model, {}).update({row.pk: row for row in one.rows})
    return [Part(model, list(some.values())) for model, some in rows.items()]


def originals(found: list[Part]) -> Iterator[Kept]:
    """Each kind as JSON, and every file that a row holds."""
    for one in found:
        rows = [told(row, confidential=_secret(row)) for row in one.rows]
        yield Kept(f"rows/{label_of(one.model)}.json", _json(rows), "application/json")
        if file_field(one.model):
            yield from (Kept(place_of(row), content_of(row), _media(place_of(row))) for row in one.rows)
    for file in _attachments(found):
        yield Kept(place_of(file), content_of(file), file.media_type)


def _attachments(found: list[Part]) -> list[Attachment]:
    fields = [(one, field) for one in found for field in one.model._meta.fields if field.related_model is Attachment]
    keys = {field.value_from_object(row) for one, field in fields for row in one.rows} - {None}
    return list(Attachment.objects.filter(pk__in=keys).order_by("pk"))


def _secret(row: models.Model) -> bool:
    return row.secret if isinstance(row, Entry) else is_secret(row)


def _json(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _media(name: str) -> str:
    endings = {"pdf": PDF, "html": "text/html", "docx": WORD, "xlsx": XLSX}
    return endings.get(name.rpartition(".")[2], "application/octet-stream")


def reading(case: Any, found: list[Part]) -> Kept:
    """The case to be read by people, as PDF/A-2a: a report as the board read it, else what the rows say."""
    if isinstance(case, Report):
        return Kept("report.pdf", pdf.made_of(paper_of(case, linked=False)), PDF)
    with translation.override("sv"):
        context = {"case": case, "parts": [_readable(one) for one in found], "styles": _styles()}
        page = render_to_string("records/case.html", context)
    return Kept("case.pdf", pdf.archival(page, checksum(page)[:32]), PDF)


def _styles() -> str:
    # A style sheet of ours; it holds no word of anybody else's.
    return mark_safe((html.HERE / "document.css").read_text())  # noqa: S308


def _readable(part: Part) -> tuple[str, list[list[tuple[str, str]]]]:
    """The kind in Swedish, and each row as names and values."""
    titles = {one.name: one.title for one in columns(part.model)}
    shown = [one for one in told_fields(part.model) if one.name not in UNTOLD]
    rows = [[(titles[one.attname], _words(row, one)) for one in shown] for row in part.rows]
    return str(part.model._meta.verbose_name), [[(name, value) for name, value in row if value] for row in rows]


def _words(row: Any, field: Any) -> str:
    value = field.value_from_object(row)
    if value in (None, "", [], {}):
        return ""
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if field.related_model:
        return str(getattr(row, field.name))
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return (
        json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).strip('"') if not isinstance(value, str) else value
    )
