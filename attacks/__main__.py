"""`make attack`: every attack in a process of its own. Ends with 1 where anything came through.

python -m attacks               all
python -m attacks scripts fuzz  some
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ATTACKS = [
    "files",
    "fuzz",
    "addresses",
    "scripts",
    "formulas",
    "paths",
    "forgery",
    "roles",
    "visits",
    "extra_fields",
    "redirects",
    "hosts",
    "logs",
    "timing",
    "packages",
]


def main() -> int:
    print(f"{'':<76}{'tried':>9}{'through':>9}")
    names = sys.argv[1:] or ATTACKS
    failed = []
    # Two at a time; told in order, each as a whole.
    with ThreadPoolExecutor(2) as pool:
        for name, done in zip(names, pool.map(run, names), strict=True):
            print(done.stdout, end="", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stderr[-1_000:], file=sys.stderr)
    print(f"\n{len(names)} attacks; something came through in: {', '.join(failed) or 'none'}")
    return int(bool(failed))


def run(name: str) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, "-W", "ignore", "-m", f"attacks.{name}"]
    return subprocess.run(order, check=False, capture_output=True, text=True)


sys.exit(main())
