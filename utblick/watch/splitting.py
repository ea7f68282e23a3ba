"""A telling taken out of an item where it was put by mistake. It becomes an item of its own, and is never grouped again."""

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import User
from utblick.journal import models as journal
from utblick.search import indexing
from utblick.tenancy import scope
from utblick.watch import bulk, grouping
from utblick.watch.connectors import Finding
from utblick.watch.gathering import number_of
from utblick.watch.keeping import entry_of
from utblick.watch.models import Item, ItemKey, Sighting, Source, Unmatched


@transaction.atomic
def split(sighting: Sighting, *, by: User) -> Item:
    """Make the sighting an item of its own and return it. Nothing happens to the only sighting of an item.

    The new item shows title and link at once, and the rest when its source is read next (it is made due). If it was the one that
    the old item showed, another of the item's sightings is read anew in its place.
    """
    old = sighting.item
    if old.sightings.count() < 2:
        return old
    with scope.acting(scope.municipality(), by, sees_secrets=scope.current().sees_secrets):
        before = journal.facts(sighting)
        new = _own_item(sighting)
        _hand_over_the_lead(old, sighting)
        sighting.item, sighting.split, sighting.leads, sighting.content_hash = new, True, True, ""
        sighting.save()
        journal.record(sighting, journal.Entry.Act.CHANGED, before=before, after=journal.facts(sighting))
    _read_anew(sighting.source)
    bulk.insert(Unmatched, ["item_id"], [(old.pk,), (new.pk,)], once=True)
    return new


def _own_item(sighting: Sighting) -> Item:
    """With the keys of what it tells, which the old item loses: others who tell the same find their way here."""
    new = Item(kind=sighting.item.kind, title=sighting.title, link=sighting.link, found_at=timezone.now())
    new.language = sighting.item.language
    new.save()
    looks = Finding("", sighting.title, sighting.link)
    keys = {number_of(key) for key in grouping.keys(looks)}
    others = Sighting.objects.filter(item=sighting.item).exclude(pk=sighting.pk).values_list("title", "link")
    kept = {number_of(key) for title, link in others for key in grouping.keys(Finding("", title, link))}
    ItemKey.objects.filter(item=sighting.item, key__in=keys - kept).delete()
    bulk.insert(ItemKey, ["key", "item_id"], [(key, new.pk) for key in sorted(keys - kept)], once=True)
    indexing.put([entry_of(new)])
    return new


def _hand_over_the_lead(old: Item, sighting: Sighting) -> None:
    if not sighting.leads:
        return
    heir = old.sightings.exclude(pk=sighting.pk).select_related("source").order_by("seen_at", "pk")[0]
    Sighting.objects.filter(pk=heir.pk).update(leads=True, content_hash="")
    _read_anew(heir.source)


def _read_anew(source: Source) -> None:
    """Forget what the source said last, so that its next answer is read as if it were new."""
    Source.objects.filter(pk=source.pk).update(etag="", last_modified="", body_hash="", next_at=timezone.now())
