"""The one exception to a trail that is never changed: a person's data is taken out of it, and a trace is left that it was."""

from collections.abc import Iterable

from utblick.journal.marks import mark
from utblick.journal.models import Entry, Recorded


def erase_from_trail(obj: Recorded, fields: Iterable[str]) -> None:
    """Take the values of these fields, and what the object was called by them, out of all that the trail tells of it.

    Who, what and when stay.
    """
    personal, label = set(fields), str(obj)[:300]
    for entry in Entry.objects.filter(kind=obj._meta.label_lower, object_id=obj.pk):
        told = (_without(entry.before, personal), _without(entry.after, personal), label)
        if told != (entry.before, entry.after, entry.label):
            entry.before, entry.after, entry.label = told
            # Marked anew: so a check of the trail knows that it was Utblick that changed it.
            Entry.objects.filter(pk=entry.pk).update(before=told[0], after=told[1], label=label, mark=mark(entry))


def _without(facts: dict[str, object], personal: set[str]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name not in personal}
