from pathlib import Path

from django_ox.backend import OxBackend

from utblick.operate.tests.conftest import Copy, wait_until
from utblick.operate.tests.jobs import slow


def test_a_job_whose_worker_is_killed_is_run_again_to_its_end(copies: Copy, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    queue().enqueue(slow, [str(notes), 2.0], {})

    first = copies("django", "work", "--lease", "1")
    assert wait_until(lambda: words(notes) == ["begun"])
    first.kill()  # SIGKILL: it can tidy nothing
    first.wait()
    # The second holds its job for longer: on a busy machine one second might lapse, and the job begin a third time.
    copies("django", "work", "--lease", "30")

    assert wait_until(lambda: "done" in words(notes))
    assert words(notes) == ["begun", "begun", "done"]


def queue() -> OxBackend:
    """The queue that an installation has; the tests' own settings run each job at once."""
    return OxBackend("default", {})


def words(notes: Path) -> list[str]:
    return notes.read_text().split() if notes.exists() else []
