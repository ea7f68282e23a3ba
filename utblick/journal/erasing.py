"""The two exceptions to a trail that is never changed: a person's data, and what was disposed of by decision, are taken out of it.

A trace is left that it was done.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from utblick.journal.marks import mark
from utblick.journal.models import Entry, Recorded


def erase_from_trail(obj: Recorded, fields: Iterable[str]) -> None:
    """Take the values of these fields, and what the object was called by them, out of all that the trail tells of it.

    Who, what and when stay.
    """
    personal, label = set(fields), str(obj)[:300]
    for entry in Entry.objects.filter(kind=obj._meta.label_lower, object_id=obj.pk):
        _rewrite(entry, _without(entry.before, personal), _without(entry.after, personal), label)


def take_from_trail(kind: str, key: int, fields: Collection[str], without: Callable[[Any], Any]) -> None:
    """Take something out of the values of these fields, and of what the object was called; the rest of what they said stays."""

    def told(facts: dict[str, Any]) -> dict[str, Any]:
        return {name: without(value) if name in fields else value for name, value in facts.items()}

    for entry in Entry.objects.filter(kind=kind, object_id=key):
        _rewrite(entry, told(entry.before), told(entry.after), without(entry.label))


def empty_trail(kind: str, keys: Iterable[int], name: str) -> None:
    """Take all that the trail tells of these objects out of it; they are then called by `name` and their key."""
    for entry in Entry.objects.filter(kind=kind, object_id__in=keys):
        _rewrite(entry, {}, {}, f"{name} {entry.object_id}")


def _rewrite(entry: Entry, before: dict[str, object], after: dict[str, object], label: str) -> None:
    if (before, after, label) == (entry.before, entry.after, entry.label):
        return
    entry.before, entry.after, entry.label = before, after, label
    # Marked anew: so a check of the trail knows that it was Utblick that changed it.
    Entry.objects.filter(pk=entry.pk).update(before=before, after=after, label=label, mark=mark(entry))


def _without(facts: dict[str, object], personal: set[str]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name not in personal}
