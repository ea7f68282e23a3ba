"""How rare it is here that something meets a profile so well. Pure: a score and a background in, a share out.

A profile's background is what the latest items here score on it (measuring.py). None as long as they are too few to tell by.
"""

from bisect import bisect_left
from collections.abc import Sequence

# Where a background is measured: at each percentile, and where there are items enough at each tenth of the last too.
WHOLE = list(range(100))
TENTHS = [round(99 + tenth / 10, 1) for tenth in range(1, 10)]

# Backgrounds are kept in so many decimals: what differs by less counts as the same score.
DECIMALS = 4
SAME = 10**-DECIMALS


def percentile(score: float, background: Sequence[float]) -> float | None:
    """How many of a hundred items here meet the profile less well, 0 to 99.9; None where nobody can tell."""
    if not background:
        return None
    return [*WHOLE, *TENTHS][max(bisect_left(background, score - SAME), 1) - 1]
