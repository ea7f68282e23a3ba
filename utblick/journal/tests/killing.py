"""Workers that are killed (SIGKILL) in the middle of a list."""

from pathlib import Path

from utblick.journal.lists import List
from utblick.operate.tests.conftest import Copy, wait_until
from utblick.operate.tests.nursery import Child


def killed_in_the_middle(
    copies: Copy, folder: Path, found: List, *, task: str, made: str
) -> tuple[str, int, list[str]]:
    """The first dies in its first batch, the second in its second, the third comes to the end. Its state then, how often the
    audit trail tells of one made, and each that there is."""

    def worker(notes: Path, stop: int) -> Child:
        facts = (task, found._meta.label, made, str(found.pk), str(notes), str(stop))
        return copies("utblick.journal.tests.worker", *facts)

    for run, stop in enumerate((2, 5)):
        notes = folder / f"notes-{run}"
        killed = worker(notes, stop)
        assert wait_until(notes.exists)
        killed.kill()  # SIGKILL: it can tidy nothing
        assert killed.wait() == -9
    assert worker(folder / "last", 0).wait() == 0
    state, told, *there = (folder / "last").read_text().splitlines()
    return state, int(told), there
