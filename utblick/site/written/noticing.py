"""What Wagtail notes in its own log is written in the audit trail too, which the kept public pages are found by (site/serving.py)."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex
from wagtail.signal_handlers import disconnect_reference_index_signal_handlers_for_model

from utblick.journal import clock
from utblick.journal.models import Entry
from utblick.tenancy import scope

ACTS = {"wagtail.create": Entry.Act.CREATED, "wagtail.delete": Entry.Act.REMOVED}


def listen() -> None:
    post_save.connect(_noted, sender=PageLogEntry)
    post_save.connect(_noted, sender=ModelLogEntry)
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


def _index_only_what_pages_are_made_of() -> None:
    """Wagtail notes every model's references at each save, by a job; of our other rooms it has no need to know."""
    ours = {"written", "wagtailcore", "wagtailimages"}
    for model in [model for model in ReferenceIndex.tracked_models if model._meta.app_label not in ours]:
        ReferenceIndex.tracked_models.discard(model)
        disconnect_reference_index_signal_handlers_for_model(model)
