"""Carries out an approved disposal list: each record with all that hangs on it is gone for good, and that it was done stays.

Record by record, each in a transaction of its own: killed half-way and run again, it goes on with the rest.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from utblick.journal import clock
from utblick.journal.attachments import Attachment
from utblick.journal.erasing import empty_trail
from utblick.journal.models import Entry, record
from utblick.journal.telling import kind_in_words
from utblick.records.disposal.hanging import files_of, tree
from utblick.records.disposal.kinds import KINDS, due, model_of
from utblick.records.disposal.stopping import stopped, told_in_reports
from utblick.records.models import DisposalList, DisposalRow, RetentionRule
from utblick.search import indexing
from utblick.tenancy import scope

State, Stop = DisposalList.State, DisposalRow.Stop


def carry_out_all(now: datetime) -> int:
    """In every municipality; returns how many records are gone."""
    with scope.everywhere():
        waiting = list(DisposalList.objects.to_carry_out(now).select_related("municipality", "approved_by"))
    return sum(carry_out(found) for found in waiting)


def carry_out(found: DisposalList) -> int:
    """In the name of who approved it."""
    with scope.acting(found.municipality, found.approved_by, sees_secrets=True):
        if not _begin(found):
            return 0
        in_reports = told_in_reports()
        gone = sum(_one(row.pk, found, in_reports) for row in found.rows.left())
        _end(found)
    return gone


@transaction.atomic
def _begin(found: DisposalList) -> bool:
    """False where the approval was taken back just now."""
    stored = DisposalList.objects.locked(found.pk)
    if stored.state == State.APPROVED:
        stored.state = State.DISPOSING
        stored.save()
    return stored.state == State.DISPOSING


@transaction.atomic
def _end(found: DisposalList) -> None:
    stored = DisposalList.objects.locked(found.pk)
    if stored.state == State.DISPOSING and not stored.rows.left().exists():
        stored.state, stored.done_at = State.DONE, clock.now()
        stored.save()


@transaction.atomic
def _one(pk: int, found: DisposalList, in_reports: set[str]) -> bool:
    line = DisposalRow.objects.select_for_update(of=("self",)).select_related("rule__body").get(pk=pk)
    if line.stop or line.disposed_at:
        return False  # another worker was here
    row = _still_due(line, found)
    whole = tree(row) if row else []
    # What holds now, not what held when the list was drawn.
    why = stopped(row, whole, in_reports) if row else None
    if row is None or why is None or why.stop:
        line.stop, line.told = (why.stop, " ".join(why.kinds)[:300]) if why else (Stop.CHANGED, "")
        line.save()
        return False
    _dispose(row, whole, line)
    return True


def _still_due(line: DisposalRow, found: DisposalList) -> Any:
    rule = line.rule
    if rule.fate != RetentionRule.Fate.DISPOSE or rule.withdrawn_at:
        return None
    return due(line.about_kind, rule.last_day(found.day)).filter(pk=line.about_id).first()


def _dispose(row: Any, whole: list[Any], line: DisposalRow) -> None:
    files = files_of(whole)
    _forget(whole, line)
    told = {
        "disposed_by": line.rule.decision,
        "disposal_list": line.list_id,
        "went_with_it": len(whole) - 1 + len(files),
    }
    record(row, Entry.Act.REMOVED, before={}, after=told, label=str(line))
    for one in whole:
        # Not through the model's own delete(), which refuses: this is the one way by which a record goes.
        models.QuerySet.delete(type(one)._base_manager.filter(pk=one.pk))
    Attachment.objects.filter(pk__in=[file.pk for file in files]).delete()
    line.title, line.parts, line.files = "", len(whole) - 1, len(files)
    line.disposed_at = clock.now()
    line.save()


def _forget(whole: list[Any], line: DisposalRow) -> None:
    """What the search and the trail know of them, and of parts that were removed before."""
    keys: dict[str, set[int]] = defaultdict(set)
    for one in whole:
        keys[one._meta.label_lower].add(one.pk)
    for part in KINDS[line.about_kind].parts:
        kind, _dot, field = part.rpartition(".")
        keys[kind] |= _removed(kind, field, [one.pk for one in whole if _leads_to(kind, field, one)])
    for kind, some in keys.items():
        indexing.remove(kind, sorted(some))
        empty_trail(kind, some, kind_in_words(kind))


def _leads_to(kind: str, field: str, one: Any) -> bool:
    return isinstance(one, model_of(kind)._meta.get_field(field).related_model)


def _removed(kind: str, field: str, wholes: list[int]) -> set[int]:
    told = Q(**{f"after__{field}_id__in": wholes}) | Q(**{f"before__{field}_id__in": wholes})
    return set(Entry.objects.filter(told, kind=kind).values_list("object_id", flat=True))
