"""`make drill`: break an installation of its own while people work in it, let it come to rest, and count what held.

DRILL_ROUNDS: how often each fault comes (2). DRILL_SEED: in which order and when (the day). DRILL_ONLY: faults with this in their
name. DRILL_LOG: where what the servers wrote is kept. Ends with 1 where something did not hold.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from faults import breaking, outside
from faults.breaking import FAULTS, Breaker, NotHere
from faults.installation import Installation, Missing, free_port, needed
from faults.officers import PEOPLE, Officer

ROUNDS = int(os.environ.get("DRILL_ROUNDS", "2"))
SEED = int(os.environ.get("DRILL_SEED", date.today().toordinal()))
READERS = 300
DISK = 1500  # MiB
ONLY = os.environ.get("DRILL_ONLY", "")


def main() -> int:
    try:
        needed()
        with tempfile.TemporaryDirectory(prefix="utblick-drill-") as kept, folder() as place:
            return drill(place, Path(kept) / "log")
    except Missing as missing:
        print(missing)
        return 2


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="utblick-drill-", dir="/tmp") as made:
        own = breaking.own_disk(Path(made), DISK)
        Path(made).chmod(0o777)
        try:
            yield Path(made)
        finally:
            if own:
                subprocess.run(["umount", "-l", made], check=False)


def drill(where: Path, log: Path) -> int:
    dice, began = random.Random(SEED), time.monotonic()
    mails = outside.Mails(port := free_port())
    news = outside.News(free_port())
    place = Installation(where, mail_port=port, log=log)
    print(f"Seed {SEED}, each fault {ROUNDS} times. Building the demo on a PostgreSQL of its own.", flush=True)
    try:
        place.begin()
        from faults import at_work

        work = at_work.Work(news.address, READERS)
        people = at_work.officers(place.root, PEOPLE, SEED)
        print(
            f"Ready after {time.monotonic() - began:.0f} s. People at work: {len(people)}; readers of newsletters: {READERS}.",
            flush=True,
        )
        for one in people:
            one.start()
        with work.going_on():
            break_all(Breaker(place, mails, news, dice), dice)
        print(f"Broken for {time.monotonic() - began:.0f} s; coming to rest.", flush=True)
        for one in people:
            one.over.set()
        for one in people:
            one.join()
        place.wait_for(place.answers, "the web server")
        mails.pause = 0
        work.come_to_rest(later=timedelta(hours=3))
        place.down |= {"web", "work"}
        return told(place, people, work, mails, news, began)
    finally:
        place.end()
        mails.end()
        news.end()
        if os.environ.get("DRILL_LOG"):
            Path(os.environ["DRILL_LOG"]).write_bytes(log.read_bytes())


def break_all(here: Breaker, dice: random.Random) -> None:
    order = [name for name in FAULTS if ONLY in name] * ROUNDS
    dice.shuffle(order)
    for name in order:
        here.wait(2, 5)
        began = time.monotonic()
        try:
            FAULTS[name](here)
        except NotHere as reason:
            print(f"  {name:<36} not done: {reason}", flush=True)
            continue
        lasted = time.monotonic() - began
        back = here.place.wait_for(here.place.answers, "the web server")
        print(f"  {name:<36} for {lasted:4.1f} s; pages answered again after {back:4.1f} s", flush=True)


def told(place: Installation, people: list[Officer], work, mails, news, began: float) -> int:  # type: ignore[no-untyped-def]
    answers = sum((one.told.answers for one in people), Counter())
    lost = sum(len(one.told.given_up) for one in people)
    longest = max(one.told.longest for one in people)
    print(f"\nAnswers to people at work: {dict(answers.most_common())}")
    print(f"Given up after a minute of sending again: {lost}; the longest wait that ended well: {longest:.1f} s")
    print(f"The mail server refused {mails.refused}; web server and workers were started {place.starts} times\n")
    amiss = 0
    print(f"{'what must hold':<66}{'counted':>9}{'amiss':>7}")
    for what, counted, wrong in work.lines([one.told for one in people], mails, news):
        amiss += wrong
        print(f"{what:<66}{counted:>9,}{wrong:>7,}", flush=True)
    print(f"\n{'All held.' if not amiss else f'{amiss} did not hold.'} {time.monotonic() - began:.0f} s in all.")
    return int(amiss > 0)


if __name__ == "__main__":
    sys.exit(main())
