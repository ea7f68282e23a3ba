"""The audit trail in words a person can read: field names, choices and related objects by name, not by key."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.journal.models import Entry

UNTOLD = {
    "id",
    "municipality_id",
    "revision",
    "created_at",
    "withdrawn_at",
    "passages",
    "source_text",
    "together",
    "seed",
}
# What entries tell of objects of many kinds, or of what is no field of the object.
OF_ALL = {
    "secrecy_ground": gettext_lazy("Confidentiality"),
    "remark": gettext_lazy("Note"),
    "second_factor": gettext_lazy("Second factor"),
    "sessions": gettext_lazy("Log-ins"),
    "page": gettext_lazy("Page looked at"),
    "refused": gettext_lazy("Refused"),
    "virus": gettext_lazy("Virus"),
    "file_refused": gettext_lazy("File that was not taken in"),
    "handed_in_at": gettext_lazy("Handed in at"),
    "mail_in_doubt": gettext_lazy("Mail of which it is not known whether it arrived"),
    "mail_failed": gettext_lazy("Mail that did not arrive"),
    "sent_again": gettext_lazy("Sent again"),
    "full_export": gettext_lazy("Full export"),
    "open_only": gettext_lazy("Without what is confidential"),
    "fetched_at": gettext_lazy("Fetched"),
    "archive_package": gettext_lazy("Package for the archive"),
    "sha256": gettext_lazy("Checksum (SHA-256)"),
    "names_taken_out": gettext_lazy("Names taken out of the file’s metadata"),
    "disposed_by": gettext_lazy("Disposed of by decision"),
    "disposal_list": gettext_lazy("Disposal list"),
    "went_with_it": gettext_lazy("Rows and files that went with it"),
}


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: the entry itself, what kind of object it is about, and its changes in words."""

    entry: Entry
    kind: str
    changes: list[Change]


def tell(entries: Sequence[Entry]) -> list[Told]:
    """The entries in words; one query per kind of related object, whatever the number of entries."""
    names = _names_of_related(entries)
    return [Told(entry, kind_in_words(entry.kind), _changes(entry, names)) for entry in entries]


def kind_in_words(kind: str) -> str:
    """The Swedish or English name of a kind ("goals.goal"); the kind itself where the program no longer knows it."""
    try:
        return capfirst(str(apps.get_model(kind)._meta.verbose_name))
    except LookupError:
        return kind


def _changes(entry: Entry, names: dict[tuple[type[models.Model], Any], str]) -> list[Change]:
    fields = [name for name in _in_order(entry.kind, {**entry.before, **entry.after}) if name not in UNTOLD]
    changes = [
        Change(
            _label(entry.kind, name),
            _value(entry.kind, name, entry.before.get(name), names),
            _value(entry.kind, name, entry.after.get(name), names),
        )
        for name in fields
    ]
    return [change for change in changes if change.before != change.after]


def _in_order(kind: str, names: Iterable[str]) -> list[str]:
    """As the object has its fields; PostgreSQL keeps what an entry tells in an order of its own. What it no longer has, last."""
    try:
        known = [field.attname for field in apps.get_model(kind)._meta.concrete_fields]
    except LookupError:
        known = []
    places = {name: place for place, name in enumerate(known)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def _field(kind: str, attname: str) -> models.Field[Any, Any] | None:
    try:
        model = apps.get_model(kind)
        found: models.Field[Any, Any] = next(field for field in model._meta.concrete_fields if field.attname == attname)
        return found
    except (LookupError, FieldDoesNotExist, StopIteration):
        return None


def _label(kind: str, attname: str) -> str:
    if attname in OF_ALL:
        return str(OF_ALL[attname])
    field = _field(kind, attname)
    return capfirst(str(field.verbose_name)) if field else attname


def _value(kind: str, attname: str, value: Any, names: dict[tuple[type[models.Model], Any], str]) -> str:
    field = _field(kind, attname)
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.ForeignKey):
        return names.get((_target(field), value), f"#{value}")
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return _moment(field, value) or _plain(value)


def _moment(field: models.Field[Any, Any] | None, value: Any) -> str:
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return date_format(localtime(moment), "DATETIME_FORMAT") if moment else ""
    if isinstance(field, models.DateField):
        day = parse_date(str(value))
        return date_format(day, "DATE_FORMAT") if day else ""
    return ""


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return str(value.get("sv") or value.get("label") or ", ".join(f"{name}: {one}" for name, one in value.items()))
    return str(value)


def _target(field: models.ForeignKey[Any, Any]) -> type[models.Model]:
    return field.related_model


def _names_of_related(entries: Sequence[Entry]) -> dict[tuple[type[models.Model], Any], str]:
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in entries:
        for facts in (entry.before, entry.after):
            for name, value in facts.items():
                field = _field(entry.kind, name)
                if value is not None and isinstance(field, models.ForeignKey) and name not in UNTOLD:
                    wanted[_target(field)].add(value)
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }
