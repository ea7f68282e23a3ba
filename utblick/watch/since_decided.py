"""What changed on items after somebody here decided on them or began something from them: told to those whom it concerns."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from utblick.accounts.models import User
from utblick.watch import changing
from utblick.watch.changing import Change
from utblick.watch.models import Decision, Item, ItemVersion

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
    return list(rows.select_related("item").defer("item__body", "item__facts"))


def _versions(decided: dict[int, Decision], now: datetime) -> dict[int, list[ItemVersion]]:
    found: dict[int, list[ItemVersion]] = defaultdict(list)
    for version in ItemVersion.objects.filter(item__in=decided, at__gte=now - LATELY):
        if version.at > decided[version.item_id].created_at and changing.is_weighty(version):
            found[version.item_id].append(version)
    return found


def _told(decision: Decision, versions: list[ItemVersion]) -> Changed:
    """Each field once, from what it was when it was decided on to what it is now."""
    newest, oldest = versions[0], versions[-1]
    pairs: dict[str, list[object]] = {}
    for version in reversed(versions):
        for name, (before, after) in version.changes.items():
            pairs[name] = [pairs.get(name, [before])[0], after]
    whole = ItemVersion(item=decision.item, at=oldest.at, changes=pairs)
    return Changed(decision.item, decision, newest.at, changing.weighty(whole, decision.item))
