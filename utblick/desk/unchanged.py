"""A mark that stays the same as long as what a page tells stays the same: what was drawn for it may be shown again.

Whatever is changed in the municipality's work writes an entry in the audit trail, in the same transaction: so where the trail has
not grown, and it is the same reader on the same day, nothing needs to be worked out anew. The newest hundred entries are
compared and not the last alone, since with PostgreSQL a change may be finished after a later one.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils.translation import get_language

from utblick.accounts.models import User
from utblick.journal.models import Entry
from utblick.tenancy import scope
from utblick.watch.models import ItemVersion

NEWEST = 100


def of_ours(reader: User, today: date) -> str:
    """For what rests on this municipality's own objects, and on the items that they tell of. One query."""
    read = ItemVersion.objects.order_by("-pk").values("pk")[:1]
    return _mark(reader, today, list(_newest().annotate(read=Subquery(read)).values_list("pk", "at", "read")))


def of_everyones(reader: User, today: date) -> str:
    """For what also rests on the public objects of the installation's other municipalities. One query."""
    with scope.everywhere():
        entries = list(_newest().values_list("pk", "at"))
    return _mark(reader, today, entries)


def _newest() -> "QuerySet[Entry]":
    return Entry.objects.order_by("-pk")[:NEWEST]


def _mark(reader: User, today: date, entries: list[Any]) -> str:
    """With who reads it: what one may see, and in which language, is no other's."""
    here = scope.current()
    return repr((reader.pk, scope.municipality_id(), here.sees_secrets, get_language(), today, entries))
