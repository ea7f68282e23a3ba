"""Jobs that a real worker runs in the tests. They write to a file, so that they need no tables."""

import time
from pathlib import Path

from django.tasks import task


@task
def slow(path: str, seconds: float) -> None:
    _note(path, "begun")
    time.sleep(seconds)
    _note(path, "done")


def _note(path: str, word: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{word}\n")
