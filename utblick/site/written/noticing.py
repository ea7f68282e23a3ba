"""What Wagtail notes in its own log is written in the audit trail too, by which the kept pages are found (site/serving.py)."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex
from wagtail.signal_handlers import disconnect_reference_index_signal_handlers_for_model
from wagtail.signals import page_slug_changed, post_page_move

from utblick.journal import clock
from utblick.journal.models import Entry
from utblick.site.written.languages import path_of
from utblick.site.written.models import Forwarding
from utblick.site.written.owning import acting_for_owner
from utblick.tenancy import scope

ACTS = {"wagtail.create": Entry.Act.CREATED, "wagtail.delete": Entry.Act.REMOVED}


def listen() -> None:
    post_save.connect(_noted, sender=PageLogEntry)
    post_save.connect(_noted, sender=ModelLogEntry)
    page_slug_changed.connect(_renamed)
    post_page_move.connect(_moved)
    _index_only_what_pages_are_made_of()


def _noted(instance: PageLogEntry | ModelLogEntry, created: bool, **kwargs: Any) -> None:
    if not created or scope.current().municipality is None:
        return
    Entry(
        at=clock.now(),
        municipality_id=scope.municipality_id(),
        by=scope.current().user,
        act=ACTS.get(instance.action, Entry.Act.CHANGED),
        kind=_kind(instance),
        object_id=instance.object_id,
        label=instance.label[:300],
        after={"action": instance.action.removeprefix("wagtail."), **instance.data},
    ).save()


def _kind(entry: PageLogEntry | ModelLogEntry) -> str:
    return ".".join(entry.content_type.natural_key()) if entry.content_type else "written.page"


def _renamed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    if instance_before.live:
        with acting_for_owner(instance):
            _forward(instance, instance_before.url_path, instance.url_path)


def _moved(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _forward(instance, url_path_before, url_path_after)


def _forward(page: Page, before: str, after: str) -> None:
    """The old addresses of the page and of all below it lead to the new ones; what stands there again is no longer forwarded."""
    for one in Page.objects.descendant_of(page, inclusive=True).live().select_related("locale"):
        old = before + one.url_path[len(after) :]
        told = {"old_path": path_of(one.locale.language_code, old), "page": one}
        if not Forwarding.objects.current().filter(old_path=told["old_path"]).exists():
            Forwarding(**told).save()


def _index_only_what_pages_are_made_of() -> None:
    """Wagtail notes every model's references at each save, by a job; of our other rooms it has no need to know."""
    ours = {"written", "wagtailcore", "wagtailimages"}
    for model in [model for model in ReferenceIndex.tracked_models if model._meta.app_label not in ours]:
        ReferenceIndex.tracked_models.discard(model)
        disconnect_reference_index_signal_handlers_for_model(model)
