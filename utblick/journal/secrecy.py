"""What is marked as confidential takes with it all that tells of it: its parts, the trail of both, and what the search finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from utblick.journal import about
from utblick.journal.models import Entry, Recorded, is_secret
from utblick.search.models import Row
from utblick.tenancy import scope
from utblick.tenancy.scope import Confidential

GROUND, REMARK = "secrecy_ground", "remark"


@dataclass(frozen=True, slots=True)
class Marking:
    """Who marked an object, when, on what ground and with what note."""

    ground: str
    note: str
    by: Any
    at: datetime


def marking(obj: models.Model) -> Marking | None:
    """How the object came to be marked; None while it is not."""
    told = Entry.objects.filter(kind=obj._meta.label_lower, object_id=obj.pk, after__has_key=GROUND)
    entry = told.exclude(**{f"after__{GROUND}": ""}).select_related("by").first()
    ground: str = getattr(obj, GROUND)
    return Marking(ground, entry.after.get(REMARK, ""), entry.by, entry.at) if entry and ground else None


def mark(obj: Any, *, ground: str, note: str = "") -> None:
    """Hide the object from all but those who may see secrets. Raises Superseded."""
    obj.secrecy_ground, obj.remark = ground, note
    obj.save()


def lift(obj: Any, *, note: str = "") -> None:
    """Let the object be seen again by all who may see its kind. Raises Superseded."""
    mark(obj, ground="", note=note)


def last_ground(obj: models.Model) -> str:
    """The ground that a lifted mark had."""
    told = Entry.objects.filter(kind=obj._meta.label_lower, object_id=obj.pk, before__has_key=GROUND)
    entry = told.exclude(**{f"before__{GROUND}": ""}).first()
    return str(entry.before[GROUND]) if entry else ""


def spread(whole: Recorded) -> None:
    """Bring the trail and the search index up to the present mark of an object, for itself and for its parts."""
    here = scope.current()
    with scope.acting(scope.municipality(), here.user, sees_secrets=True):
        _set(type(whole), [whole.pk], secret=is_secret(whole))
        for kind, path in parts_of(type(whole)):
            rows = list(kind._base_manager.filter(**{path: whole}).select_related(*_lookups(kind)))
            for secret in (True, False):
                _set(kind, [row.pk for row in rows if is_secret(row) is secret], secret=secret)
            _set(kind, _removed(kind, path, whole, {row.pk for row in rows}), secret=is_secret(whole))


def parts_of(kind: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Each kind that is as secret as this one, with the path to it."""
    for part in apps.get_models():
        for path in _lookups(part):
            if _target(part, path) is kind:
                yield part, path


def _lookups(kind: type[models.Model]) -> list[str]:
    return str(getattr(kind, "secret_with", "")).split()


def _target(kind: Any, path: str) -> type[models.Model]:
    for name in path.split("__"):
        kind = kind._meta.get_field(name).related_model
    found: type[models.Model] = kind
    return found


def _removed(kind: type[models.Model], path: str, whole: models.Model, standing: set[int]) -> list[int]:
    """Parts that were removed altogether: only the trail still tells of them."""
    told = Q(**{f"after__{path}_id": whole.pk}) | Q(**{f"before__{path}_id": whole.pk})
    keys = Entry.objects.filter(told, kind=kind._meta.label_lower).values_list("object_id", flat=True)
    return sorted(set(keys) - standing)


def _set(kind: type[models.Model], keys: list[int], *, secret: bool) -> None:
    """The one thing about an entry that changes afterwards: who may read it."""
    if not keys:  # as of most of the kinds that could be parts
        return
    told = {"kind": kind._meta.label_lower, "object_id__in": keys}
    Entry.objects.filter(**told).update(secret=secret)
    Row.objects.filter(**told).update(secret=secret)
    for told_of in about.kinds():
        rows = told_of._base_manager.filter(about_kind=kind._meta.label_lower, about_id__in=keys)
        # Not through the model's own update(), which refuses: this follows from the object's mark, which is in the trail.
        models.QuerySet.update(rows, secret=secret)
        if found := list(rows.values_list("pk", flat=True)):
            _set(told_of, found, secret=secret)


def confidential(kind: str) -> type[Confidential] | None:
    """The model of a kind that can be marked."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Confidential) else None
