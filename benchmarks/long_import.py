"""A list of 100,000 organisations: read, each row judged against all the others, made and taken back. CPU of this process."""

import csv
import io
import os
import random
import resource
import time

from benchmarks.scratch import coordinator, scratch_database

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
MADE = int(os.environ.get("BENCH_MADE", "5000"))
SYLLABLES = [
    *("al", "ber", "dal", "ek", "fors", "gar", "hus", "jär", "klint", "lund", "mo", "nor", "ost", "par", "ros", "sund"),
    *("torp", "und", "vik", "wall", "ås"),
]
KINDS = ["Förening", "Idrottsklubb", "Hembygdsförening", "Skola", "Företag", "Byalag"]


def main() -> None:
    with scratch_database(), coordinator() as user:
        print(f"\nA list of {ROWS:,} organisations, a tenth of them there twice with a slip of the pen")
        _judge(user)
        _make(user)
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _judge(user: object) -> None:
    from utblick.journal import lists
    from utblick.partners import importing
    from utblick.partners.models import Import

    body = _table(ROWS)
    before = time.process_time()
    found = importing.begun(body=body, name="lista.csv", by=user)  # type: ignore[arg-type]
    _tell("read and kept", ROWS, before)
    before = time.process_time()
    lists.begin(found, Import.State.JUDGING)
    lists.work_on(found, importing.PROCESS)
    _tell("judged", ROWS, before)
    fates = [found.rows.filter(fate=fate).count() for fate in ("new", "alike", "same", "refused")]
    print("new {}, perhaps the same {}, the same {}, refused {}".format(*fates))


def _make(user: object) -> None:
    from utblick.journal import lists
    from utblick.partners import importing
    from utblick.partners.models import Import

    found = importing.begun(body=_table(MADE), name="lista.csv", by=user)  # type: ignore[arg-type]
    for state in (Import.State.JUDGING, Import.State.CARRYING, Import.State.UNDOING):
        before = time.process_time()
        lists.begin(found, state)
        lists.work_on(found, importing.PROCESS)
        _tell(str(state), MADE, before)


def _table(rows: int) -> bytes:
    chance, text = random.Random(rows), io.StringIO()
    lines = csv.writer(text, delimiter=";")
    lines.writerow(["Namn", "Land", "Ort", "Webbplats", "Beskrivning"])
    name, country = "Strömsunds Hembygdsförening", "SE"
    for number in range(rows):
        slip = number % 10 == 0
        name = name[:-3] + name[-2:] if slip else f"{_word(chance)} {chance.choice(KINDS)} {_word(chance)}"
        country = country if slip else chance.choice(["SE", "NO", "FI"])
        lines.writerow([name, country, name[:20], "", "En rad text"])
    return text.getvalue().encode()


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def _tell(what: str, rows: int, before: float) -> None:
    spent = time.process_time() - before
    print(f"{what:<16}{spent:>8.1f} s CPU{rows / spent:>12,.0f} rows/s")


if __name__ == "__main__":
    main()
