"""When to ask a source again. Pure: what happened in, a wait out; every wait lies between a minute and a day."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=24)
FIRST_BACK_OFF = timedelta(minutes=15)
# How often a source can be asked, in minutes.
RHYTHMS = (60, 6 * 60, 12 * 60, 24 * 60)
# So many of the newest dates tell a source's rhythm; fewer than three tell nothing.
NEWEST = 20


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


def proposed(told: Iterable[datetime], now: datetime) -> int:
    """Minutes between readings for a source whose entries have these dates: four times as often as it has news, at most hourly.

    Dates still to come (of events) say nothing about it.
    """
    past = sorted(moment for moment in told if moment <= now)[-NEWEST:]
    if len(past) < 3:
        return RHYTHMS[0] if not past else RHYTHMS[1]
    usual = median((later - earlier).total_seconds() for earlier, later in pairwise(past))
    wanted = max(timedelta(seconds=usual), (now - past[-1]) / 10) / 4
    return max((minutes for minutes in RHYTHMS if timedelta(minutes=minutes) <= wanted), default=RHYTHMS[0])
