"""Importing a governing document: CPU milliseconds. The real one where it is at hand, else the test specimens."""

import os
import statistics
import time
from pathlib import Path

SEED = Path(os.environ.get("UTBLICK_SHARED_SEED", Path(__file__).parents[2] / "shared/seed"))
SPECIMENS = Path(__file__).parents[1] / "utblick/goals/tests/specimens"


def main() -> None:
    from utblick.goals.documents import text_of
    from utblick.goals.reading import read_policy

    print(f"\n{'Reading a governing document':<44}{'kB':>6}{'CPU ms median':>15}{'goals':>7}")
    for path in [*SEED.glob("policy.txt"), *sorted(SPECIMENS.glob("*.txt"))[:5]]:
        content, spent = path.read_bytes(), []
        for _ in range(10):
            before = time.process_time()
            reading = read_policy(text_of(content, path.name))
            spent.append((time.process_time() - before) * 1000)
        print(f"{path.stem:<44}{len(content) / 1000:>6.1f}{statistics.median(spent):>15.1f}{len(reading.goals):>7}")


if __name__ == "__main__":
    main()
