"""What stops the disposal of a record that is due."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from utblick.followup.models import Report
from utblick.journal import about
from utblick.journal.frozen import canonical
from utblick.journal.models import Recorded, is_secret
from utblick.partners.models import Hold, Promise
from utblick.records.disposal.hanging import TOLD_OF, name_of, pointing, relations
from utblick.records.models import DisposalRow
from utblick.teamwork.models import Task

Stop = DisposalRow.Stop
REFERENCE = re.compile(r'"([a-z]+:\d+)[":]')


@dataclass(frozen=True, slots=True)
class Stopped:
    """By what, and by which kinds of rows."""

    stop: str = ""
    kinds: tuple[str, ...] = ()


def told_in_reports() -> set[str]:
    """What the frozen reports refer to: "initiative:7"."""
    rows = Report.objects.frozen().values_list("figures", flat=True)
    return {found for figures in rows for found in REFERENCE.findall(canonical(figures))}


def stopped(row: Any, tree: list[Any], in_reports: set[str]) -> Stopped:
    if any(is_secret(one) for one in tree if isinstance(one, Recorded)):
        return Stopped(Stop.SECRET)
    if any(f"{one._meta.model_name}:{one.pk}" in in_reports for one in tree):
        return Stopped(Stop.REPORT)
    if any(isinstance(one, Hold) and one.stands(timezone.localdate()) for one in tree):
        return Stopped(Stop.HELD)
    if any(_is_open(one) for one in tree):
        return Stopped(Stop.OPEN)
    kinds = tuple(sorted(_resting_on(tree)))
    return Stopped(Stop.LINKED, kinds) if kinds else Stopped()


def _is_open(row: Any) -> bool:
    """A task that is not done, a promise that is not kept."""
    if isinstance(row, Task):
        return row.done_at is None and row.withdrawn_at is None
    return isinstance(row, Promise) and row.withdrawn_at is None and row.kept_on is None


def _resting_on(tree: list[Any]) -> set[str]:
    """The kinds of rows that point to these, and are no part of what goes."""
    found, by_kind = set[str](), defaultdict(list)
    for row in tree:
        by_kind[type(row)].append(row)
    for rows in by_kind.values():
        for relation in relations(rows[0]):
            if set(pointing(relation, rows)) - set(tree):
                found.add(name_of(relation).rpartition(".")[0])
        found |= _told_of(rows)
    return found


def _told_of(rows: list[Any]) -> set[str]:
    keys = [row.pk for row in rows]
    others = (kind for kind in about.kinds() if kind not in TOLD_OF and kind is not DisposalRow)
    told = (
        (kind, kind._base_manager.filter(about_kind=rows[0]._meta.label_lower, about_id__in=keys)) for kind in others
    )
    return {kind._meta.label_lower for kind, found in told if found.exists()}
