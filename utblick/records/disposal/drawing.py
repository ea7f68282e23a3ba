"""Draws a disposal list: what the rules say is due on a day, with what goes with each and what stops it."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from utblick.accounts.models import User
from utblick.records.disposal.hanging import files_of, tree
from utblick.records.disposal.kinds import due, reference_of
from utblick.records.disposal.stopping import stopped, told_in_reports
from utblick.records.models import DisposalList, DisposalRow, RetentionRule

State = DisposalList.State
MOST = 2_000
"""Records in one list: what is left comes in the next."""


@transaction.atomic
def ask(*, by: User | None, day: date) -> DisposalList:
    """One at a time: who asks while one is open gets that one."""
    from utblick.records.tasks import draw  # which calls back

    if waiting := DisposalList.objects.current().filter(state__in=DisposalList.OPEN).first():
        return waiting
    made = DisposalList(day=day, drawn_by=by)
    made.save()
    transaction.on_commit(partial(draw.enqueue, made.pk))
    return made


def draw(found: DisposalList) -> None:
    """All of it or nothing, and once. What hangs on each record is looked up before anything is written: others write meanwhile."""
    if found.state == State.DRAWING and not found.withdrawn_at:
        _keep(found, list(_due_lines(found)))


def _due_lines(found: DisposalList) -> Iterator[tuple[DisposalRow, Any]]:
    """Each with the record that it is about."""
    in_reports, left = told_in_reports(), MOST
    for rule in RetentionRule.objects.disposing():
        rows = due(rule.kind, rule.last_day(found.day))[:left]
        left -= len(rows)
        yield from ((_line(found, rule, row, in_reports), row) for row in rows)


@transaction.atomic
def _keep(found: DisposalList, lines: list[tuple[DisposalRow, Any]]) -> None:
    stored = DisposalList.objects.locked(found.pk)
    if stored.state != State.DRAWING or stored.withdrawn_at:
        return
    for line, row in lines:
        line.set_about(row)  # under a lock, which there is only within a transaction
        line.save()
    stored.state = State.WAITING
    stored.save()


def _line(found: DisposalList, rule: RetentionRule, row: Any, in_reports: set[str]) -> DisposalRow:
    whole = tree(row)
    why = stopped(row, whole, in_reports)
    line = DisposalRow(list=found, rule=rule, reference=reference_of(row), since=row.ended)
    line.parts, line.files = len(whole) - 1, len(files_of(whole))
    line.stop, line.told = why.stop, " ".join(why.kinds)[:300]
    return line
