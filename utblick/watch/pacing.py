"""When to ask a source again. Pure: what happened in, a wait out; every wait lies between a minute and a day."""

import random
from datetime import timedelta

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=24)
FIRST_BACK_OFF = timedelta(minutes=15)


def after_answer(rhythm: timedelta, dice: random.Random) -> timedelta:
    """The source's rhythm, a little blurred so that not all come due at once."""
    return bounded(rhythm * dice.uniform(0.95, 1.05))


def after_trouble(rhythm: timedelta, failures: int, dice: random.Random, asked_to_wait: timedelta | None) -> timedelta:
    """Doubled with each failure in a row; never sooner than the source asked for."""
    doubled = max(rhythm, FIRST_BACK_OFF) * 2 ** min(max(failures - 1, 0), 12)
    wait = min(doubled, LONGEST) * dice.uniform(0.75, 1.0)
    return bounded(max(wait, asked_to_wait or SHORTEST))


def bounded(wait: timedelta) -> timedelta:
    return max(SHORTEST, min(wait, LONGEST))
