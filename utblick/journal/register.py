"""The register of processing (GDPR, article 30), put together from what each room declares in a `processing.py` of its own.

    DECLARED = {VISITS: {"partners.visitrequest": ("name", "email", "topics")}, STAFF: {"partners.visitrequest": ("answered_by",)}}
    NOT_PERSONAL = {"goals.goal": ("name",)}     # what looks personal by its name, and is not

A field that looks personal and is in neither lets the tests fail (records/tests/test_processing.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERSONAL = re.compile(
    r"(^|_)(name|email|phone|mobile|person|contact|address|ip|agent|born|birth|signature|leader|sender|officer|addressee|credit"
    r"|protocol|message|organisation_number)(_|$)"
)

type Text = str | Promise
type Fields = Mapping[str, tuple[str, ...]]
"""By kind ("partners.person") the names of its fields."""


class Basis(models.TextChoices):
    """GDPR, article 6.1."""

    CONSENT = "consent", _("consent (article 6.1 a)")
    LEGAL = "legal", _("legal obligation (article 6.1 c)")
    PUBLIC = "public", _("task in the public interest or exercise of authority (article 6.1 e)")


@dataclass(frozen=True, eq=False)
class Processing:
    """One purpose for which data on people is held. `kept`: since what `days` are counted; without them for how long, in words."""

    name: Text
    purpose: Text
    basis: Basis
    persons: Text
    recipients: Text
    kept: Text
    days: timedelta | None = None


type Declared = Mapping[Processing, Fields]

INSIDE = _("Those with a role in the municipality, each as far as the role goes; the operator as processor.")
WITH_ITS_MATTER = _("as long as the matter that it is a part of; what is archived is kept")

STAFF = Processing(
    name=_("Who handles what"),
    purpose=_(
        "To see who is responsible, has decided or written, and to be able to hold the handling of a matter to account."
    ),
    basis=Basis.PUBLIC,
    persons=_("Staff and elected representatives"),
    recipients=INSIDE,
    kept=WITH_ITS_MATTER,
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """A line of the register: the processing, and what is held for it in all rooms."""

    processing: Processing
    fields: Fields


def register() -> list[Purpose]:
    """Every purpose with its fields, those about people outside the municipality first."""
    found: dict[Processing, dict[str, tuple[str, ...]]] = {}
    for room in _rooms():
        for processing, fields in room.DECLARED.items():
            found.setdefault(processing, {}).update(fields)
    lines = [Purpose(processing, fields) for processing, fields in found.items()]
    return sorted(lines, key=lambda one: one.processing is STAFF)


def declared(kind: str) -> set[str]:
    """The fields of a kind that are told of: as personal, or as not so."""
    told = [fields for room in _rooms() for fields in [*room.DECLARED.values(), getattr(room, "NOT_PERSONAL", {})]]
    return {name for fields in told for name in fields.get(kind, ())}


def looks_personal(field: Any) -> bool:
    """By its name, by its kind, or as a relation to who logs in."""
    if field.related_model:
        return bool(field.related_model._meta.label == settings.AUTH_USER_MODEL)
    return isinstance(field, models.EmailField | models.GenericIPAddressField) or bool(PERSONAL.search(field.name))


def _rooms() -> list[Any]:
    names = [f"{one.name}.processing" for one in apps.get_app_configs() if one.name.startswith("utblick.")]
    return [import_module(name) for name in names if find_spec(name)]
