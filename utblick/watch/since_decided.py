"""What changed on items after somebody here decided on them or began something from them: told to those whom it concerns."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from utblick.accounts.models import User
from utblick.watch import changing
from utblick.watch.changing import Change
from utblick.watch.models import ChangesSeen, Decision, Item, ItemVersion

# What was put aside needs no telling.
FOLLOWED = [
    Decision.Verdict.RELEVANT,
    Decision.Verdict.ASSIGNED,
    Decision.Verdict.CONSULTATION,
    Decision.Verdict.INITIATIVE,
]
LATELY = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Changed:
    """An item that changed in what matters, after the decision that stands on it; newest change first."""

    item: Item
    decision: Decision
    at: datetime
    changes: list[Change]


def changed_since(now: datetime, *, user: User, everyones: bool = False) -> list[Changed]:
    """For those who decided, were given it or answer for what began from it; `everyones` for whoever keeps the whole.

    One query where nothing has changed, else two.
    """
    decided = {one.item_id: one for one in _decided(now, user, everyones)}
    versions = _versions(decided, now) if decided else {}
    told = [_told(decided[key], found) for key, found in versions.items()]
    return sorted((one for one in told if one.changes), key=lambda one: one.at, reverse=True)


def _decided(now: datetime, user: User, everyones: bool) -> list[Decision]:
    rows = Decision.objects.current().filter(
        verdict__in=FOLLOWED, item__changed_at__gte=now - LATELY, item__changed_at__gt=F("created_at")
    )
    if not everyones:
        mine = Q(decided_by=user) | Q(assigned_to=user) | Q(item__initiatives__owner=user)
        rows = rows.filter(mine).distinct()
    seen = ChangesSeen.objects.filter(user=user, item=OuterRef("item")).values("until")[:1]
    news = rows.annotate(seen=Subquery(seen)).filter(Q(seen=None) | Q(seen__lt=F("item__changed_at")))
    return list(news.select_related("item").defer("item__body", "item__facts"))


def _versions(decided: dict[int, Decision], now: datetime) -> dict[int, list[ItemVersion]]:
    found: dict[int, list[ItemVersion]] = defaultdict(list)
    for version in ItemVersion.objects.filter(item__in=decided, at__gte=now - LATELY):
        if version.at > _known(decided[version.item_id]) and changing.is_weighty(version):
            found[version.item_id].append(version)
    return found


def _known(decision: Any) -> datetime:
    """Until when the reader knows the item: by the decision or, later, by having seen its changes."""
    known: datetime = max(decision.created_at, decision.seen or decision.created_at)
    return known


def note_seen(item: Item, *, user: User, now: datetime) -> None:
    """The changes until now are not told to this person again."""
    ChangesSeen.objects.update_or_create(user=user, item=item, defaults={"until": now})


def forget_seen(item: Item, *, user: User) -> None:
    """Undo: what changed since the decision is told again."""
    ChangesSeen.objects.filter(user=user, item=item).delete()


def _told(decision: Decision, versions: list[ItemVersion]) -> Changed:
    """Each field once, from what it was when it was decided on to what it is now."""
    newest, oldest = versions[0], versions[-1]
    pairs: dict[str, list[object]] = {}
    for version in reversed(versions):
        for name, (before, after) in version.changes.items():
            pairs[name] = [pairs.get(name, [before])[0], after]
    whole = ItemVersion(item=decision.item, at=oldest.at, changes=pairs)
    return Changed(decision.item, decision, newest.at, changing.weighty(whole, decision.item))
