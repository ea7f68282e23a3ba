"""Learnt models on disk: learnt apart and once, kept whole or not at all, and thrown away when nothing opens them any more."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

# So many models stay: the shipped vocabularies and a few that were asked for by name.
KEPT = 6
_VERSION = 16
# One thread: more would spend twice the processor time on matrices of this size, and the sums would differ by machine.
_ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class NotLearnt(OSError):
    """Learning failed: the message is what the learner said last."""


def learn_apart(paths: Sequence[Path], cache: Path, done: Callable[[], bool]) -> None:
    """Learn in a process of its own, whose memory is gone with it; of two that need a model the second waits for the first."""
    cache.mkdir(parents=True, exist_ok=True)
    with _alone_in(cache):
        if not done():
            files = [str(path.absolute()) for path in paths]
            command = [sys.executable, "-m", "utblick.lexicon", "learn", str(cache.absolute()), *files]
            around = os.environ | _ALONE | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            said = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
            if not done():
                raise NotLearnt((said.stderr.strip().splitlines() or ["the learner ended without a word"])[-1])


@contextmanager
def _alone_in(cache: Path) -> Iterator[None]:
    with (cache / ".learning").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def keep(
    folder: Path, arrays: dict[str, npt.NDArray[Any]], texts: dict[str, str], done: Callable[[Path], bool]
) -> None:
    """Write all or nothing, in place of what was not whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".draft-"))
    for name, array in arrays.items():
        np.save(draft / f"{name}.npy", array)
    for name, text in texts.items():
        (draft / f"{name}.json").write_text(text, "utf-8")
    if not done(folder):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft)
        if not done(folder):
            raise


def opened_now(folder: Path) -> None:
    """Note that the model is in use. A cache that may only be read is opened all the same."""
    try:
        os.utime(folder)
    except OSError:
        return


def throw_away_old(cache: Path, most: int = KEPT) -> None:
    """Remove the models that were opened longest ago, and drafts whose learner was killed an hour ago or more."""
    models = [folder for folder in cache.iterdir() if folder.is_dir() and len(folder.name) == _VERSION]
    for folder in sorted(models, key=lambda folder: -folder.stat().st_mtime)[most:]:
        shutil.rmtree(folder, ignore_errors=True)
    for draft in cache.glob(".draft-*"):
        if draft.stat().st_mtime < time.time() - 3600:
            shutil.rmtree(draft, ignore_errors=True)
