"""The object that a page of the room is about, for whoever may see it; and what many objects are called."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.http import Http404

from utblick.accounts.models import User
from utblick.journal.about import About
from utblick.journal.models import Recorded
from utblick.search.models import Row
from utblick.teamwork.models import Notice
from utblick.teamwork.people import permission_of
from utblick.tenancy import scope

# What one can talk about and have tasks for.
KINDS = (
    "initiatives.initiative",
    "initiatives.lead",
    "partners.organisation",
    "partners.agreement",
    "partners.contact",
    "actors.localactor",
    "establishment.enquiry",
    "accessible.remark",
    "watch.item",
    "duties.recurring",
)


def found(kind: str, pk: int, user: User) -> models.Model:
    """404 where there is no such object, or it is not for this reader."""
    if kind not in KINDS or not user.has_perm(permission_of(kind)):
        raise Http404(kind)
    model = apps.get_model(kind)
    rows = model._default_manager.filter(pk=pk)
    if issubclass(model, Recorded):
        rows = rows.filter(withdrawn_at=None)
    obj: models.Model | None = rows.first()
    if obj is None:
        raise Http404(kind)
    return obj


def titles(rows: Iterable[About]) -> dict[tuple[str, int], Row]:
    """What the objects are called and where they are, in one query; without those that are withdrawn."""
    wanted = Q(pk=None)
    keys: dict[str, set[int]] = {}
    for row in rows:
        keys.setdefault(row.about_kind, set()).add(row.about_id)
    for kind, ids in keys.items():
        wanted |= Q(kind=kind, object_id__in=ids)
    if not keys:
        return {}
    told = Row.objects.filter(wanted)
    if not scope.current().sees_secrets:
        told = told.filter(secret=False)
    return {(row.kind, row.object_id): row for row in told}


def named(notices: Iterable[Notice]) -> list[tuple[Notice, str]]:
    """Each with the name of what it is about; empty where that is withdrawn. One query."""
    rows = list(notices)
    called = titles(rows)
    return [
        (one, one.text if one.is_of_another else called[one.key].title if one.key in called else "") for one in rows
    ]
