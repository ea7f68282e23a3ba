"""What a letter told one municipality first becomes one with what a public source tells later: its item with that of the call.

Only where it is sure (grouping.told_before). What that municipality decided, asked, put aside or began from its letter follows to
the item that stays, which shows the public source's words and none of the letter's; that the letter told of it too is shown to its
own municipality alone. A telling that a person took out by hand is left where it is.
"""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet

from utblick.accounts.models import Municipality
from utblick.journal import models as journal
from utblick.search import indexing
from utblick.teamwork import moving
from utblick.teamwork.models import Notice
from utblick.tenancy import scope
from utblick.tenancy.scope import Owned
from utblick.watch import bulk, grouping
from utblick.watch.gathering import LOOKS, Gathered, looks_of
from utblick.watch.keys import letter_keys
from utblick.watch.models import Decision, InboxItem, Item, ItemKey, Sighting, Source


def join(groups: Sequence[Gathered]) -> None:
    """Take in what letters told before of the things that public sources tell in these groups."""
    if not Source.objects.filter(connector=Source.Kind.MAIL).exists():
        return
    for letter, call in letters_before(groups):
        _join(letter, call)


def letters_before(groups: Sequence[Gathered]) -> list[tuple[int, int]]:
    """The items of letters, each with the item that it is one with; none that two would take."""
    public = [
        (group.item_id, told.finding) for group in groups for told in group.tellings if not told.source.is_private
    ]
    asked: dict[int, list[int]] = {}
    for place, (_, finding) in enumerate(public):
        for key in letter_keys(finding):
            asked.setdefault(key, []).append(place)
    met = [(item, place) for key, item in bulk.rows(ItemKey, ["key", "item_id"], "key", asked) for place in asked[key]]
    rows = Item.objects.filter(pk__in={item for item, _ in met}).values_list("pk", *LOOKS)
    letters = {pk: looks_of(*facts) for pk, *facts in rows}
    found: dict[int, set[int]] = {}
    for item, place in met:
        call, finding = public[place]
        if item != call and grouping.told_before(letters[item], finding):
            found.setdefault(item, set()).add(call)  # type: ignore[arg-type]
    return [(letter, calls.pop()) for letter, calls in sorted(found.items()) if len(calls) == 1]


def _join(letter: int, call: int) -> None:
    whose = _whose(letter)
    if whose is None:
        return
    with scope.acting(whose, sees_secrets=True):
        # Whoever is about to decide on it waits.
        old = Item.objects.select_for_update(of=("self",)).filter(pk=letter).first()
        if old is None or not _is_read(call) or _both_decided(letter, call):
            return
        for telling in old.sightings.all():
            before = journal.facts(telling)
            telling.item_id, telling.leads = call, False
            telling.save()
            journal.record(telling, journal.Entry.Act.CHANGED, before=before, after=journal.facts(telling))
        new = Item.objects.get(pk=call)
        _hand_over(old, new)
        indexing.remove(old._meta.label_lower, [old.pk])
    _leave(old)


def joined_to(letter: int) -> "QuerySet[Item]":
    """The item that this one, which is no more, became one with here: links to it still stand in mails."""
    kind = Sighting._meta.label_lower
    moved = journal.Entry.objects.filter(kind=kind, act=journal.Entry.Act.CHANGED, before__item_id=letter)
    found: QuerySet[Item] = Item.objects.filter(sightings__in=moved.values("object_id")).distinct()[:1]
    return found


def _whose(letter: int) -> Municipality | None:
    """The municipality whose letters alone told this; None where another telling or a person's hand says otherwise."""
    tellings = list(Sighting.objects.filter(item=letter).select_related("source"))
    if not tellings or any(one.split or one.source.connector != Source.Kind.MAIL for one in tellings):
        return None
    readers = Municipality.objects.filter(pk__in=_readers(one.source for one in tellings))
    return readers[0] if len(readers) == 1 else None


def _readers(sources: Iterable[Source]) -> set[int]:
    return {pk for source in sources for pk in source.subscriptions.values_list("municipality", flat=True)}


def _is_read(call: int) -> bool:
    """Whether a source tells of the call that is read here: else it does not lie beside the letter's, whose words can stay."""
    read: bool = Item.objects.filter(pk=call).exists()
    return read


def _both_decided(letter: int, call: int) -> bool:
    return Decision.objects.current().filter(item__in=[letter, call]).count() > 1


def _hand_over(old: Item, new: Item) -> None:
    """What the municipality has made of the one is made of the other; where it has made the same of both, the latter's stays."""
    InboxItem.objects.filter(item=new, decided=False, municipality__in=_places(old)).delete()
    for relation in Item._meta.related_objects:
        kind = relation.related_model
        if issubclass(kind, Owned):
            for row in kind._default_manager.filter(**{relation.field.name: old}):
                _move(row, relation.field.attname, new.pk)
    for kind in moving.KINDS:
        for said in moving.about(kind, old):
            moving.move(said, new)
    Notice.objects.filter(about_kind=old._meta.label_lower, about_id=old.pk).update(about_id=new.pk)


def _places(item: Item) -> Iterable[int]:
    return list(InboxItem.objects.filter(item=item).values_list("municipality", flat=True))


def _move(row: Owned, name: str, item: int) -> None:
    try:
        with transaction.atomic():
            setattr(row, name, item)
            row.save()
    except IntegrityError:
        return


def _leave(old: Item) -> None:
    """With what was worked out from it. What could not follow keeps it, though nobody is told of it any more."""
    try:
        with scope.everywhere(), transaction.atomic():
            old.delete()
    except ProtectedError:
        return
