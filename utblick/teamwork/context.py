"""What every page shows of the notices: how many are unread. The database counts them in the query for the reader's roles."""

from functools import partial
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from utblick.accounts.roles import beside
from utblick.teamwork.models import Notice, NoticeQuerySet
from utblick.tenancy import scope

OPEN, ALL = "unread_open", "unread_with_secrets"


def bell(request: HttpRequest) -> dict[str, Any]:
    """`unread` is looked up only where a page shows it."""
    return {"unread": partial(_unread, request)}


def _unread(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return 0
    return beside(request.user, ALL if scope.current().sees_secrets else OPEN) or 0


def count_open() -> Expression:
    return _count(secret=False)


def count_all() -> Expression:
    """Whether the reader may see secrets is known only from the roles, which are asked for in the same query."""
    return _count()


def _count(**also: Any) -> Expression:
    # Not by the manager, which would ask for the scope's own right to see secrets.
    mine = {"user": OuterRef("user"), "municipality": OuterRef("municipality"), "read_at": None}
    counted = NoticeQuerySet(Notice).filter(**mine, **also).order_by().values("user").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
