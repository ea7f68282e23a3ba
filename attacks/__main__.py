"""`make attack`: every attack in a process of its own. Ends with 1 where anything came through.

python -m attacks               all
python -m attacks scripts fuzz  some
"""

import subprocess
import sys

ATTACKS = [
    "files",
    "fuzz",
    "addresses",
    "scripts",
    "formulas",
    "paths",
    "forgery",
    "roles",
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
    failed = [
        name for name in names if subprocess.run([sys.executable, "-m", f"attacks.{name}"], check=False).returncode
    ]
    print(f"\n{len(names)} attacks; something came through in: {', '.join(failed) or 'none'}")
    return int(bool(failed))


sys.exit(main())
