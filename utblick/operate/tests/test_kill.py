from pathlib import Path

import pytest

from utblick.operate.tests.conftest import Start, wait_until

WORKER = ("-m", "django", "ox_worker", "--lock-timeout", "1", "--interval", "0.2", "--verbosity", "0")


@pytest.mark.usefixtures("prepared")
def test_a_job_whose_worker_is_killed_is_run_again_to_its_end(python: Start, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    enqueue(python, f"slow.enqueue({str(notes)!r}, 2.0)")

    first = python(*WORKER)
    assert wait_until(lambda: words(notes) == ["begun"], 10)
    first.kill()  # SIGKILL: it can tidy nothing
    first.wait()
    python(*WORKER)

    assert wait_until(lambda: "done" in words(notes), 15)
    assert words(notes) == ["begun", "begun", "done"]


def enqueue(python: Start, call: str) -> None:
    code = f"import django; django.setup(); from utblick.operate.tests.jobs import slow, hopeless; {call}"
    assert python("-c", code).wait() == 0


def words(notes: Path) -> list[str]:
    return notes.read_text().split() if notes.exists() else []
