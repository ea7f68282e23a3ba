"""Workers that are killed (SIGKILL) in the middle of a list."""

import subprocess
from pathlib import Path

from utblick.journal.lists import List
from utblick.operate.tests.conftest import Start, wait_until


def killed_in_the_middle(
    python: Start, folder: Path, found: List, *, task: str, made: str
) -> tuple[str, int, list[str]]:
    """The first dies in its first batch, the second in its second, the third comes to the end. Its state then, how often the
    audit trail tells of one made, and each that there is."""

    def worker(notes: Path, stop: int) -> "subprocess.Popen[bytes]":
        facts = (task, found._meta.label, made, str(found.pk), str(notes), str(stop))
        return python("-m", "utblick.journal.tests.worker", *facts)

    for run, stop in enumerate((2, 5)):
        notes = folder / f"notes-{run}"
        killed = worker(notes, stop)
        assert wait_until(notes.exists)
        killed.kill()  # SIGKILL: it can tidy nothing
        assert killed.wait() == -9
    assert worker(folder / "last", 0).wait() == 0
    state, told, *there = (folder / "last").read_text().splitlines()
    return state, int(told), there
