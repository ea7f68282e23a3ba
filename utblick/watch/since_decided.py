"""What changed on items after somebody here decided on them or began something from them: told to those whom it concerns."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from utblick.accounts.models import User
from utblick.teamwork.telling import read
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
    whole: ItemVersion
    """From what it was when it was decided on to what it is now."""

    @property
    def changes(self) -> list[Change]:
        return changing.weighty(self.whole, self.item)

    def in_words(self) -> str:
        return "; ".join(f"{one.label}: {one.before or '–'} → {one.after or '–'}" for one in self.changes)


def changed_since(now: datetime, *, user: User, everyones: bool = False) -> list[Changed]:
    """For those who decided, were given it or answer for what began from it; `everyones` for whoever keeps the whole.

    Without what this person has noted as seen. One query where nothing has changed, else two.
    """
    rows = _decided(now)
    if not everyones:
        mine = Q(decided_by=user) | Q(assigned_to=user) | Q(item__initiatives__owner=user)
        rows = rows.filter(mine).distinct()
    seen = ChangesSeen.objects.filter(user=user, item=OuterRef("item")).values("until")[:1]
    return _changed(now, rows.annotate(seen=Subquery(seen)).filter(Q(seen=None) | Q(seen__lt=F("item__changed_at"))))


def all_changed_since(now: datetime) -> list[Changed]:
    """Whoever has seen them. One query where nothing has changed, else two."""
    return _changed(now, _decided(now).annotate(seen=F("created_at")))


def _changed(now: datetime, decisions: QuerySet[Decision]) -> list[Changed]:
    decided = {one.item_id: one for one in decisions}
    versions = _versions(decided, now) if decided else {}
    told = [_told(decided[key], found) for key, found in versions.items()]
    return sorted((one for one in told if one.changes), key=lambda one: one.at, reverse=True)


def _decided(now: datetime) -> QuerySet[Decision]:
    rows: QuerySet[Decision] = Decision.objects.current().filter(
        verdict__in=FOLLOWED, item__changed_at__gte=now - LATELY, item__changed_at__gt=F("created_at")
    )
    return rows.select_related("item").defer("item__body", "item__facts")


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
    read(user, kind=item._meta.label_lower, pk=item.pk)


def forget_seen(item: Item, *, user: User) -> None:
    """Undo: what changed since the decision is told again."""
    ChangesSeen.objects.filter(user=user, item=item).delete()


def _told(decision: Decision, versions: list[ItemVersion]) -> Changed:
    """Each field once."""
    newest, oldest = versions[0], versions[-1]
    pairs: dict[str, list[object]] = {}
    for version in reversed(versions):
        for name, (before, after) in version.changes.items():
            pairs[name] = [pairs.get(name, [before])[0], after]
    whole = ItemVersion(item=decision.item, at=oldest.at, changes=pairs)
    return Changed(decision.item, decision, newest.at, whole)
