"""What the search finds, put into its index anew where words have other stems than when it was put in."""

from functools import partial
from typing import Any

from django.apps import apps
from django.utils import timezone

from utblick.journal.models import Recorded
from utblick.search import indexing, renewing, spelling
from utblick.site.written import searching
from utblick.tenancy import scope
from utblick.watch import keeping
from utblick.watch.models import Item

AT_ONCE = 200


def renew_all() -> int:
    """How many portions; the words by which slips are mended follow."""
    portions, kinds = 0, _kinds()
    while renewing.renew(kinds):
        portions += 1
    if portions:
        spelling.learn()
    return portions


def _kinds() -> dict[str, renewing.Put]:
    """The municipalities' own first: what the world tells is the most by far."""
    recorded = [kind for kind in apps.get_models() if issubclass(kind, Recorded) and not kind._meta.proxy]
    own = {kind._meta.label_lower: kind for kind in recorded if kind.search_text is not Recorded.search_text}
    return {
        **{name: partial(_put, kind) for name, kind in own.items()},
        searching.KIND: lambda after: searching.put_some(after, AT_ONCE),
        Item._meta.label_lower: _put_items,
    }


def _put(kind: type[Recorded], after: int) -> int | None:
    with scope.everywhere():
        rows = _next(kind, after)
        kind.index_all(rows)
    return rows[-1].pk if rows else None


def _put_items(after: int) -> int | None:
    with scope.everywhere():
        items = _next(Item, after)
        indexing.put([keeping.entry_of(one.pk, vars(one), timezone.localdate(one.found_at)) for one in items])
    return items[-1].pk if items else None


def _next(kind: Any, after: int) -> list[Any]:
    """Locked, so that what somebody saves meanwhile is put in after this and not before."""
    rows = kind._base_manager.select_for_update(of=("self",)).filter(pk__gt=after)
    return list(rows.order_by("pk")[:AT_ONCE])
