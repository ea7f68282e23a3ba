"""Where an item lies in an inbox. Pure: fit and time in, place out.

An item's fit is its best match's score, which is absolute and so comparable between profiles. As the deadline nears, an item
climbs in steps that a reader can be told: enough to pass its likes, not enough for a poor fit to pass a good one. A passed deadline
puts it below all others.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple


class Step(NamedTuple):
    """What is added when the deadline lies between `after` and `until` from now."""

    after: timedelta
    until: timedelta
    raise_by: int


_LIMITS = [timedelta(0), timedelta(days=3), timedelta(days=7), timedelta(days=14), timedelta(days=30)]
STEPS = [Step(after, until, by) for (after, until), by in zip(pairwise(_LIMITS), (12, 9, 6, 3), strict=True)]
PASSED = -1.0
# How well a page is taken to fit that somebody sent here by hand: among the first, until it is decided on.
SENT_FIT = 90.0


def fit(score: float) -> float:
    """0 to 100; larger is better. Scores seldom reach 1."""
    return 100 * min(max(score, 0.0), 1.0)


def rank(fit: float, deadline: datetime | None, now: datetime) -> float:
    if deadline is None:
        return fit
    left = deadline - now
    if left < timedelta(0):
        return PASSED
    return fit + next((step.raise_by for step in STEPS if step.after <= left < step.until), 0)
