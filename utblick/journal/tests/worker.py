"""A worker of its own for the tests that kill it: `python -m utblick.journal.tests.worker TASK LIST MADE PK NOTES STOP`.

It does the background work TASK (module:name) on the LIST of that key, three rows at a time, and stands still for ever in the
middle of a batch, once STOP of what is MADE of the rows are saved (0: never). In NOTES it tells when it stands still, or when it
is done the list's state, how often the audit trail tells of one made, and each that there is.
"""

import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

import django


def main(task: str, listed: str, made: str, pk: int, notes: Path, stop: int) -> None:
    django.setup()
    from django.apps import apps

    from utblick.journal import lists
    from utblick.journal.models import Entry
    from utblick.tenancy import scope

    lists.AT_A_TIME = 3
    kind: Any = apps.get_model(made)
    rows: Any = apps.get_model(listed)._default_manager
    _stand_still(kind, notes, stop)
    module, name = task.split(":")
    with scope.everywhere():
        found = rows.get(pk=pk)
    getattr(import_module(module), name).func(pk, found.begun)
    with scope.everywhere():
        there = sorted(str(one) for one in kind.objects.all())
        told = Entry.objects.filter(kind=made.lower()).count()
        notes.write_text("\n".join([rows.get(pk=pk).state, str(told), *there]))


def _stand_still(kind: Any, notes: Path, stop: int) -> None:
    save, saved = kind.save, iter(range(1, 1000))

    def once(one: Any, *args: Any, **kwargs: Any) -> None:
        save(one, *args, **kwargs)
        if next(saved) == stop:
            notes.write_text("stands still")
            threading.Event().wait()

    kind.save = once


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]), Path(sys.argv[5]), int(sys.argv[6]))
