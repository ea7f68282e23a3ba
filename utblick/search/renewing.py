"""Brings the index up to the stems that words have now, after an upgrade or where vocabularies were added.

A row keeps the stems that its words had when it was put in, and a word is looked for by those that it has now: without this the
search would find by new forms only what has been saved since. It goes in portions, the old stems serve meanwhile, and what was
cut off goes on where it was.
"""

from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils import timezone

from utblick import lexicon
from utblick.search.indexing import LAYOUT
from utblick.search.models import Renewal

type Put = Callable[[int], int | None]
"""Puts a portion of a kind's objects in anew, those after this key; returns the last one's, none where there are no more."""


def version() -> str:
    return f"{LAYOUT} {lexicon.engine().stems_version}"


def renew(kinds: Mapping[str, Put]) -> bool:
    """One portion, kind by kind in this order; false where nothing is left to do. Two at once take turns."""
    now = version()
    with transaction.atomic():
        Renewal.objects.get_or_create(pk=1)
        row = Renewal.objects.select_for_update().get(pk=1)
        if row.version != now or row.kind not in kinds:
            row.version, row.kind, row.last, row.done_at = now, next(iter(kinds)), 0, None
        if row.done_at:
            return False
        last = kinds[row.kind](row.last)
        if last is not None:
            row.last = last
        elif left := [*kinds][[*kinds].index(row.kind) + 1 :]:
            row.kind, row.last = left[0], 0
        else:
            row.done_at = timezone.now()
        row.save()
    return True
