"""Whether the audit trail is as it was written: each entry that was changed, removed or made outside of Utblick is told."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import batched
from pathlib import Path

from django.conf import settings
from django.db.models import Count

from utblick.journal.anchors import anchored, lines
from utblick.journal.marks import is_marked
from utblick.journal.models import Entry, Seal, TrailCheck
from utblick.journal.sealing import FIRST, chained, digests, unsealed
from utblick.journal.stamps import BadStamp, stamps, time_of, trusted
from utblick.tenancy import scope

AT_A_TIME = 2000
SHOWN = 20
LATE = timedelta(days=1)
"""What was written so long before the seals were last set was not written by Utblick, whose longest work takes minutes."""


class Wrong(StrEnum):
    """What can be found; the command tells it in words."""

    CHANGED = "changed"
    REMOVED = "removed"
    FOREIGN = "foreign"
    COPIED = "copied"
    BACKDATED = "backdated"
    CHAIN = "chain"
    ANCHOR = "anchor"
    STAMP = "stamp"


@dataclass(slots=True)
class Found:
    """Counts, and for each kind of fault the keys of the first entries that have it (for CHAIN, ANCHOR and STAMP: of seals).

    `waiting` for their seal; `erased`: from which Utblick took out a person's data since they were sealed; `stamped_at`: what the
    newest time stamp says.
    """

    sealed: int = 0
    waiting: int = 0
    erased: int = 0
    anchors: int = 0
    stamps: int = 0
    stamped_at: datetime | None = None
    counts: Counter[Wrong] = field(default_factory=Counter)
    keys: dict[Wrong, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, wrong: Wrong, key: int) -> None:
        self.counts[wrong] += 1
        if len(self.keys[wrong]) < SHOWN:
            self.keys[wrong].append(key)

    @property
    def faults(self) -> int:
        return self.counts.total()


def verify(anchors: Path) -> Found:
    """Look through the whole trail, in the database and against the file of anchors."""
    found = Found()
    with scope.everywhere():
        _follow_the_chain(found, anchored(anchors))
        _look_at_the_unsealed(found)
        _look_for_copies(found)
    if settings.TIMESTAMP_CA:
        _look_at_the_stamps(found, anchors, settings.TIMESTAMP_CA)
    return found


def keep(found: Found) -> TrailCheck:
    return TrailCheck.objects.create(
        entries=found.sealed + found.waiting, anchors=found.anchors, stamps=found.stamps, faults=found.faults
    )


def _look_at_the_stamps(found: Found, anchors: Path, ca: Path) -> None:
    """Each is of a line that still stands as it was stamped."""
    standing, by = set(lines(anchors)), trusted(ca)
    for stamp in stamps(anchors):
        found.stamps += 1
        try:
            at = time_of(stamp, by)
        except BadStamp:
            found.add(Wrong.STAMP, stamp.number)
            continue
        found.stamped_at = max(at, found.stamped_at or at)
        if stamp.line not in standing:
            found.add(Wrong.STAMP, stamp.number)


def _follow_the_chain(found: Found, anchors: list[tuple[int, str]]) -> None:
    last, seen_before = Seal(number=0, digest=FIRST), None
    at = {number for number, _digest in anchors}
    known: dict[int, str] = {}
    for seals in batched(Seal.objects.iterator(chunk_size=AT_A_TIME), AT_A_TIME, strict=False):
        entries = Entry.objects.in_bulk([one.entry for one in seals])
        for one in seals:
            if one.number != last.number + 1 or one.digest != chained(last.digest, one):
                found.add(Wrong.CHAIN, one.number)
            if last.number and one.sealed_at != last.sealed_at:
                seen_before = last.sealed_at
            if one.number in at:
                known[one.number] = one.digest
            _look_at_one(found, one, entries.get(one.entry), seen_before)
            last = one
    for number, digest in anchors:
        found.anchors += 1
        if known.get(number) != digest:
            found.add(Wrong.ANCHOR, number)


def _look_at_one(found: Found, seal: Seal, entry: Entry | None, seen_before: datetime | None) -> None:
    found.sealed += 1
    if entry is None:
        found.add(Wrong.REMOVED, seal.entry)
        return
    if not seal.marked:
        found.add(Wrong.FOREIGN, entry.pk)
    elif seen_before and entry.at < seen_before - LATE:
        found.add(Wrong.BACKDATED, entry.pk)
    core, content = digests(entry)
    if core != seal.core or (content != seal.content and not is_marked(entry)):
        found.add(Wrong.CHANGED, entry.pk)
    elif content != seal.content:
        found.erased += 1


def _look_at_the_unsealed(found: Found) -> None:
    for entry in unsealed().iterator(chunk_size=AT_A_TIME):
        found.waiting += 1
        if not is_marked(entry):
            found.add(Wrong.FOREIGN, entry.pk)


def _look_for_copies(found: Found) -> None:
    """An entry that was written over with another's words, or added with them, bears the other's mark."""
    twice = Entry.objects.order_by().values("mark").annotate(count=Count("pk")).filter(count__gt=1).values("mark")
    for key in Entry.objects.filter(mark__in=twice).order_by("pk").values_list("pk", flat=True):
        found.add(Wrong.COPIED, key)
