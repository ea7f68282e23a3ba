"""`make bench`: every benchmark, each in a process of its own so that memory and CPU are its own. Prints figures, fails never."""

import subprocess
import sys

BENCHMARKS = [
    "policy",
    "pages",
    "polling",
    "duplicates",
    "matching",
    "sweden",
    "asking",
    "finder",
    "portfolio",
    "pivot",
    "flows",
    "report",
    "watched",
    "partner",
    "long_import",
    "long_ledger",
    "full_export",
    "seen",
]

for name in sys.argv[1:] or BENCHMARKS:
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
