"""Seals what has been written in the audit trail, and anchors the chain outside the database.

Entries are sealed some minutes after they were written, and in the order in which they are found: so no writer waits for another,
and one whose work took long takes a later place in the chain, not a gap. Until then its mark guards an entry (marks.py).
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from utblick.journal.marks import content, core, is_marked
from utblick.journal.models import Entry, Seal
from utblick.tenancy import scope

AT_A_TIME = 2000
LATE = 100_000
"""So many keys behind the newest that is sealed an entry may still turn up, from long work. Once a day all are looked at."""
FIRST = "0" * 64


def seal(*, all_of_it: bool = False) -> int:
    """Seal what has no seal yet. Returns how many; what another process seals at the same moment is left to it."""
    sealed = 0
    with scope.everywhere():
        while rows := list(unsealed(all_of_it=all_of_it)[:AT_A_TIME]):
            try:
                with transaction.atomic():
                    Seal.objects.bulk_create(_links(rows, timezone.now()))
            except IntegrityError:
                break
            sealed += len(rows)
    return sealed


def unsealed(*, all_of_it: bool = True) -> QuerySet[Entry]:
    rows = Entry.objects.filter(~Exists(Seal.objects.filter(entry=OuterRef("pk")))).order_by("pk")
    if all_of_it:
        return rows
    newest = Seal.objects.aggregate(newest=Max("entry"))["newest"] or 0
    return rows.filter(pk__gt=newest - LATE)


def _links(rows: Iterable[Entry], at: datetime) -> Iterator[Seal]:
    last = Seal.objects.last()
    number, digest = (last.number, last.digest) if last else (0, FIRST)
    for row in rows:
        number += 1
        one = Seal(number=number, entry=row.pk, marked=is_marked(row), sealed_at=at)
        one.core, one.content = digests(row)
        one.digest = digest = chained(digest, one)
        yield one


def digests(entry: Entry) -> tuple[str, str]:
    """SHA-256 of what never changes of the entry, and of all that it tells."""
    return hashlib.sha256(core(entry)).hexdigest(), hashlib.sha256(content(entry)).hexdigest()


def chained(before: str, link: Seal) -> str:
    """The digest of a link behind the one that had the digest `before`."""
    told = [before, link.number, link.entry, link.core, link.content, link.marked, link.sealed_at.astimezone(UTC)]
    return hashlib.sha256(" ".join(map(str, told)).encode()).hexdigest()


def anchor() -> None:
    """Write the end of the chain into a file: what is chained anew in the database then agrees with none of its lines."""
    last = Seal.objects.last()
    if last is None:
        return
    settings.ANCHORS.parent.mkdir(parents=True, exist_ok=True)
    with settings.ANCHORS.open("a", encoding="ascii") as file:
        file.write(f"{timezone.now().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} {last.number} {last.digest}\n")
        file.flush()
        os.fsync(file.fileno())
