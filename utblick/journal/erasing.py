"""The one exception to a trail that is never changed: a person's data is taken out of it, and a trace is left that it was."""

from collections.abc import Iterable

from utblick.journal.models import Entry, Recorded


def erase_from_trail(obj: Recorded, fields: Iterable[str]) -> None:
    """Take the values of these fields out of all that the trail tells of the object; who, what and when stay."""
    personal = set(fields)
    for entry in Entry.objects.filter(kind=obj._meta.label_lower, object_id=obj.pk):
        before, after = _without(entry.before, personal), _without(entry.after, personal)
        if (before, after) != (entry.before, entry.after):
            Entry.objects.filter(pk=entry.pk).update(before=before, after=after)


def _without(facts: dict[str, object], personal: set[str]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name not in personal}
