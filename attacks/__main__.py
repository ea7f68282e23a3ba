"""`make attack`: every attack in a process of its own. Ends with 1 where anything came through.

python -m attacks               all
python -m attacks scripts fuzz  some
"""

import gc
import os
import runpy
import sys
import tempfile
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

# The longest first, so that no core is idle at the end; and before all one that asks no place, while that is made.
ATTACKS = [
    "fuzz",
    "roles",
    "redirects",
    "visits",
    "scripts",
    "extra_fields",
    "files",
    "formulas",
    "forgery",
    "timing",
    "hosts",
    "addresses",
    "paths",
    "packages",
    "logs",
]
WITHOUT_PLACE = {"fuzz", "files", "addresses", "packages"}
AT_ONCE = 2

type Running = dict[int, tuple[BaseProcess, Path]]


def main() -> int:
    print(f"{'':<76}{'tried':>9}{'through':>9}", flush=True)
    names, failed = sys.argv[1:] or ATTACKS, list[str]()
    running: Running = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as until:
        for name in names:
            if name not in WITHOUT_PLACE:
                make_place(until, several=len(names) > 1)
            if len(running) == AT_ONCE:
                failed += ended(running)
            begin(name, Path(folder), running)
        while running:
            failed += ended(running)
    print(f"\n{len(names)} attacks; something came through in: {', '.join(failed) or 'none'}")
    return int(bool(failed))


def make_place(until: ExitStack, *, several: bool) -> None:
    """Once, with what many ask of it: each attack is forked from this process, and changes its own copy."""
    from attacks.place import place

    here = until.enter_context(place())
    if several:
        assert here.answered
    gc.collect()
    gc.freeze()


def begin(name: str, folder: Path, running: Running) -> None:
    process = get_context("fork").Process(target=attack, args=(name, folder / name), name=name)
    process.start()
    running[process.sentinel] = process, folder / name


def attack(name: str, told: Path) -> None:
    for number, path in ((1, told), (2, told.with_suffix(".errors"))):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.argv = [name]
    runpy.run_module(f"attacks.{name}", run_name="__main__")


def ended(running: Running) -> list[str]:
    """Wait for those that end next, and tell each as a whole; gives those through which something came."""
    failed = []
    for sentinel in wait(list(running)):
        process, told = running.pop(sentinel)  # type: ignore[arg-type]
        process.join()
        print(told.read_text(), end="", flush=True)
        if process.exitcode:
            failed.append(process.name)
            print(told.with_suffix(".errors").read_text()[-1_000:], file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
