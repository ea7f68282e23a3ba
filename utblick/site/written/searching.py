"""Lets the search over everything find the written pages: those that are published, in the words that are published."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page, get_page_models
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from utblick.search import indexing
from utblick.site.written.languages import path_of
from utblick.site.written.models import WrittenPage
from utblick.site.written.owning import acting_for_owner
from utblick.tenancy import scope

KIND = Page._meta.label_lower


def listen() -> None:
    page_published.connect(_published)
    page_unpublished.connect(_gone)
    page_slug_changed.connect(_moved)
    post_page_move.connect(_moved)
    for kind in get_page_models():
        if issubclass(kind, WrittenPage):
            post_delete.connect(_gone, sender=kind)


def _published(instance: Page, **kwargs: Any) -> None:
    _put([instance])


def _gone(instance: Page, **kwargs: Any) -> None:
    indexing.remove(KIND, [instance.pk])


def _moved(instance: Page, **kwargs: Any) -> None:
    """The addresses of all below it are others, too."""
    with acting_for_owner(instance):
        _put(Page.objects.descendant_of(instance, inclusive=True).live().specific())


def put_some(after: int, most: int) -> int | None:
    """Put so many published pages in anew, those after this key; returns the last one's. Outside of any scope."""
    with scope.everywhere():
        pages = list(Page.objects.live().filter(pk__gt=after).order_by("pk").specific()[:most])
    for page in pages:
        if isinstance(page, WrittenPage):
            with acting_for_owner(page):
                _put([page])
    return pages[-1].pk if pages else None


def _put(pages: Iterable[Page]) -> None:
    indexing.put([entry_of(page) for page in pages if isinstance(page, WrittenPage)])


def entry_of(page: WrittenPage) -> indexing.Entry:
    facts = [value for _name, value in page.told_facts if isinstance(value, str)]
    text = "\n".join([page.lead, *facts, *page.body.stream_block.get_searchable_content(page.body)])
    url = path_of(page.language, page.url_path)
    return indexing.Entry(
        KIND, page.pk, page.title, text, language=page.language, municipality_id=scope.municipality_id(), url=url,
        came_on=timezone.localdate(page.first_published_at) if page.first_published_at else None,
    )  # fmt: skip
