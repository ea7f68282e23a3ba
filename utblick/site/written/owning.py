"""Whose a page is: Wagtail's own querysets over pages give only those of the municipality that the running work acts for.

Wagtail keeps all pages in one tree. Each municipality has its start pages, one a language, right below the root; a page belongs
to the municipality of the start page that it stands under. The condition sits in the manager that every view, chooser, report and
search of Wagtail begins with, so that none of them can be forgotten; as all our conditions it is read from the scope when the
query is compiled (tenancy/scope.py).
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import models
from modelsearch import signal_handlers as search_handlers
from wagtail import signal_handlers
from wagtail.models import Page, PageManager
from wagtail.models.pages import BasePageManager

from utblick.tenancy import scope
from utblick.tenancy.scope import Scope, ScopeCondition

STEP = 4
"""Letters a level takes in a path."""
_STARTS = (
    "SELECT {page}.path FROM written_startpage JOIN wagtailcore_page {page} ON {page}.id = written_startpage.page_ptr_id "
    "WHERE written_startpage.municipality_id = %s"
)


class UnderOwnStart(ScopeCondition):
    """On a page's path. The root itself belongs to nobody and holds nothing."""

    lookup_name = "under_own_start"

    def condition(self, column: str, params: tuple[Any, ...], scope: Scope) -> tuple[str, tuple[Any, ...]]:
        if scope.municipality is None:
            return "1=1", ()
        starts = _STARTS.format(page="own_start")
        own = f"(LENGTH({column}) = {STEP} OR SUBSTR({column}, 1, {2 * STEP}) IN ({starts}))"
        return own, (*params, *params, scope.municipality.pk)


def scope_every_page() -> None:
    """Wagtail has no place to say this in: its pages cannot be given another manager from outside."""

    def get_queryset(self: Any) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self._queryset_class(self.model).order_by("path")
        return rows.filter(UnderOwnStart(models.F("path")))

    BasePageManager.get_queryset = get_queryset
    assert PageManager.get_queryset is get_queryset


def index_at_once() -> None:
    """Wagtail's jobs know of no municipality. What they do takes a moment, and is done where the page is saved."""
    noted, found = signal_handlers.update_reference_index_task, search_handlers.insert_or_update_object_task
    signal_handlers.update_reference_index_task = noted.using(backend="at_once")
    search_handlers.insert_or_update_object_task = found.using(backend="at_once")


def acting_for_owner(page: Page) -> AbstractContextManager[Any]:
    """Wagtail tells of a new address after the commit, when the scope of the change may have been left already."""
    try:
        scope.current()
    except scope.NoScope:
        with scope.everywhere():
            start = Page.objects.ancestor_of(page, inclusive=True).get(depth=2).specific
        return scope.acting(start.municipality)
    return nullcontext()
