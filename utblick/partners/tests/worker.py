"""A worker of its own for the test that kills it: `python -m utblick.partners.tests.worker PK NOTES STOP`.

It works on the import, three rows at a time, and stands still for ever in the middle of a batch, once STOP organisations are made
(0: never). In NOTES it tells when it stands still, or when it is done each organisation that there is.
"""

import sys
import threading
from pathlib import Path
from typing import Any

import django


def main(pk: int, notes: Path, stop: int) -> None:
    django.setup()
    from utblick.journal import lists
    from utblick.journal.models import Entry
    from utblick.partners import tasks
    from utblick.partners.models import Import, Organisation
    from utblick.tenancy import scope

    lists.AT_A_TIME = 3
    save, made = Organisation.save, iter(range(1, 1000))

    def saved(one: Organisation, *args: Any, **kwargs: Any) -> None:
        save(one, *args, **kwargs)
        if next(made) == stop:
            notes.write_text("stands still")
            threading.Event().wait()

    Organisation.save = saved  # type: ignore[assignment, method-assign]
    with scope.everywhere():
        found = Import.objects.get(pk=pk)
    tasks.work_on_import.func(pk, found.begun)
    with scope.everywhere():
        names = sorted(Organisation.objects.values_list("name", flat=True))
        told = Entry.objects.filter(kind="partners.organisation").count()
        state = Import.objects.get(pk=pk).state
    notes.write_text("\n".join([state, str(told), *names]))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
