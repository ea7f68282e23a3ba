"""A telling taken out of an item where it was put by mistake. It becomes an item of its own, and is never grouped again.

Where it was taken from, by whom and when, stands in the audit trail of the municipality that did it; from there it can be put
back, as long as nothing has been decided on the new item.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from utblick.accounts.models import User
from utblick.journal import models as journal
from utblick.search import indexing
from utblick.tenancy import scope
from utblick.watch import bulk
from utblick.watch.connectors import Finding
from utblick.watch.keeping import entry_of
from utblick.watch.keys import names
from utblick.watch.models import Item, ItemKey, Sighting, Source, Unmatched


@dataclass(frozen=True, slots=True)
class Taken:
    """How a telling came to be an item of its own: out of which, and the entry that says who did it and when."""

    out_of: Item
    entry: journal.Entry


class InUse(Exception):
    """The item of its own has been decided on, or an initiative began from it: it stays."""


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


def taken(sighting: Sighting) -> Taken | None:
    """Out of which item this municipality took the telling; None where it did not, or the item is not seen here any more."""
    if not sighting.split:
        return None
    entries = journal.Entry.objects.filter(kind=sighting._meta.label_lower, object_id=sighting.pk)
    entry = next((one for one in entries if one.before.get("split") is False and one.after.get("split")), None)
    old = Item.objects.filter(pk=entry.before["item_id"]).first() if entry else None
    return Taken(old, entry) if entry and old else None


@transaction.atomic
def put_back(sighting: Sighting, *, by: User) -> Item | None:
    """Undo a split: the telling is one of the old item's again. None where there was none of ours. Raises InUse."""
    sighting = Sighting.objects.select_for_update().select_related("item", "source").get(pk=sighting.pk)
    found = taken(sighting)
    if found is None:
        return None
    own, old = sighting.item, found.out_of
    with scope.acting(scope.municipality(), by, sees_secrets=scope.current().sees_secrets):
        before = journal.facts(sighting)
        sighting.item, sighting.split, sighting.leads, sighting.content_hash = old, False, False, ""
        sighting.save()
        journal.record(sighting, journal.Entry.Act.CHANGED, before=before, after=journal.facts(sighting))
    _give_keys_back(own, old)
    _leave(own)
    _read_anew(sighting.source)
    bulk.insert(Unmatched, ["item_id"], [(old.pk,)], once=True)
    return old


def _give_keys_back(own: Item, old: Item) -> None:
    keys = list(ItemKey.objects.filter(item=own).values_list("key", flat=True))
    if own.sightings.count() == 0:
        bulk.insert(ItemKey, ["key", "item_id"], [(key, old.pk) for key in keys], once=True)


def _leave(own: Item) -> None:
    """What no telling is left of is taken away with what was worked out from it; others that found their way there keep it."""
    if own.sightings.exists():
        if not own.sightings.filter(leads=True).exists():
            _hand_over(own)
        return
    indexing.remove(own._meta.label_lower, [own.pk])
    try:
        with scope.everywhere():
            own.delete()
    except ProtectedError as error:
        raise InUse from error


def _own_item(sighting: Sighting) -> Item:
    """With its address for a key, which the old item loses: others who lead to the same page find their way here."""
    new = Item(kind=sighting.item.kind, title=sighting.title, link=sighting.link, found_at=timezone.now())
    new.language = sighting.item.language
    new.save()
    # What one municipality alone is told is not to be found by others.
    keys = set() if sighting.source.is_private else set(names(Finding("", sighting.title, sighting.link)))
    others = Sighting.objects.filter(item=sighting.item).exclude(pk=sighting.pk).values_list("title", "link")
    kept = {key for title, link in others for key in names(Finding("", title, link))}
    ItemKey.objects.filter(item=sighting.item, key__in=keys - kept).delete()
    bulk.insert(ItemKey, ["key", "item_id"], [(key, new.pk) for key in sorted(keys - kept)], once=True)
    indexing.put([entry_of(new.pk, vars(new), timezone.localdate(new.found_at))])
    return new


def _hand_over_the_lead(old: Item, sighting: Sighting) -> None:
    if sighting.leads:
        _hand_over(old, but=sighting)


def _hand_over(item: Item, but: Sighting | None = None) -> None:
    """Let the first of the item's other tellings lead. Where only one municipality's own are left, its words stay as they are."""
    tellings = item.sightings.select_related("source").order_by("seen_at", "pk")
    heir = next((one for one in tellings if one != but and not one.source.is_private), None)
    if heir is None:
        return
    Sighting.objects.filter(pk=heir.pk).update(leads=True, content_hash="")
    _read_anew(heir.source)


def _read_anew(source: Source) -> None:
    """Forget what the source said last, so that its next answer is read as if it were new."""
    Source.objects.filter(pk=source.pk).update(etag="", last_modified="", body_hash="", next_at=timezone.now())
