"""A full export: asked for, put together in the background, fetched, thrown away. Each of these stands in the audit trail."""

import hashlib
from functools import partial
from pathlib import Path

from django.core.files import File
from django.db import models, transaction
from django.utils import timezone

from utblick.accounts.models import User
from utblick.files import uploads, workplace
from utblick.journal.models import Entry, record
from utblick.records.export.writing import Summary, write
from utblick.records.models import Export
from utblick.tenancy import scope

Act, State = Entry.Act, Export.State


@transaction.atomic
def ask(*, by: User, open_only: bool) -> Export:
    """One at a time: who asks while one is put together gets that one."""
    from utblick.records.tasks import put_together  # which calls back

    if waiting := Export.objects.under_way().filter(open_only=open_only).first():
        return waiting
    made = Export.objects.create(by=by, open_only=open_only)
    record(made, Act.CREATED, before={}, after={"by_id": by.pk, "open_only": open_only})
    transaction.on_commit(partial(put_together.enqueue, made.pk))
    return made


def put_together(export: Export) -> None:
    """May be repeated: a worker that was killed leaves nothing half-done behind."""
    _set(export, state=State.WORKING)
    try:
        with workplace() as folder:
            made = _made(export, folder / "export.zip")
    except Exception:
        _set(export, state=State.FAILED)
        raise
    _set(export, state=State.READY, **made)


def _made(export: Export, path: Path) -> dict[str, object]:
    """Put together on this host, and then laid where any host finds it. Returns what is told of it."""
    summary = write(path, open_only=export.open_only, heard=partial(_hear, export))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        uploads().put(export.place, File(file))
    return {"rows": summary.count, "files": summary.files, "size": path.stat().st_size, "checksum": digest}


def to_file(path: Path, *, open_only: bool) -> Summary:
    """By an operator's command; told in the trail as the others."""
    summary = write(path, open_only=open_only)
    here = scope.municipality()
    told = {"full_export": f"{summary.count} rows", "open_only": open_only}
    record(here, Act.CHANGED, before={}, after=told)
    return summary


def note_fetched(export: Export) -> None:
    record(export, Act.CHANGED, before={}, after={"fetched_at": timezone.now()})


@transaction.atomic
def throw_away(export: Export) -> None:
    uploads().delete(export.place)
    _set(export, state=State.GONE)
    record(export, Act.CHANGED, before={"state": State.READY}, after={"state": State.GONE})


def _hear(export: Export, done: int, total: int) -> None:
    _set(export, done=done, total=total)


def _set(export: Export, **facts: object) -> None:
    """Not through save(): progress is told while another may throw it away."""
    models.QuerySet(Export).filter(pk=export.pk).update(heard_at=timezone.now(), **facts)
    export.refresh_from_db()
