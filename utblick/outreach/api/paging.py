"""Lists a page at a time, in the order in which rows were made: no row is told twice or left out while others are added."""

from typing import Annotated, Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from utblick.outreach.api.values import MOST_KEY


class Paging(Schema):
    after: int = Field(0, ge=0, le=MOST_KEY, description="Only those whose id is greater: the id of the last one read.")
    limit: int = Field(50, ge=1, le=200, description="How many at most.")


Asked = Annotated[Paging, Query()]


class Page[T](Schema):
    items: list[T]
    next: str | None = Field(None, description="Where the list goes on; null at its end.")


def page_of[M: Model](request: HttpRequest, rows: QuerySet[M], paging: Paging) -> tuple[list[M], str | None]:
    """The rows of the page, and the address of the next one."""
    found = list(rows.filter(pk__gt=paging.after).order_by("pk")[: paging.limit + 1])
    if len(found) <= paging.limit:
        return found, None
    return found[:-1], _after(request, found[-2].pk)


def _after(request: HttpRequest, key: Any) -> str:
    asked = request.GET.copy()
    asked["after"] = str(key)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
