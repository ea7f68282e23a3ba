"""What an attack tells: what it tried, how often, and what came through."""

import resource
import time
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Tried:
    what: str
    times: int
    through: list[str] = field(default_factory=list)
    """Each thing that should have been stopped, named so that it is found again. Empty is good."""
    note: str = ""


def printed(name: str, outcomes: Iterable[Tried]) -> bool:
    """Print one line each; whether nothing came through."""
    began, whole = time.monotonic(), True
    print(f"\n{name}", flush=True)
    for one in outcomes:
        print(f"  {one.what:<74}{one.times:>9,}{len(one.through):>9,}  {one.note}".rstrip(), flush=True)
        for told in one.through[:10]:
            print(f"    CAME THROUGH: {told[:300]}")
        whole = whole and not one.through
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu, peak = sum(one.ru_utime + one.ru_stime for one in used), used[0].ru_maxrss / 1024
    print(f"  {'':<74}{time.monotonic() - began:>7.0f} s{peak:>7.0f} MiB  {cpu:.0f} s of processor time", flush=True)
    return whole
