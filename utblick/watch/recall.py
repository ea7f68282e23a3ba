"""How much of what mattered the inbox showed, estimated from samples of what it left out. Pure: counts in, figures out.

Of the items that were left out, N, a person judged n by chance and found k that should have been shown. The share k/n has an
interval (Wilson, 95 %); times N it says how many were missed, and beside those that were shown and found relevant, R:
recall = R / (R + missed).
"""

from dataclasses import dataclass
from math import sqrt

Z = 1.96
FEWEST = 20
"""Below so many judged, the interval is too wide to be worth telling."""


@dataclass(frozen=True, slots=True)
class Recall:
    """What is likely, and between what bounds it lies in 95 cases of 100; each from 0 to 1."""

    likely: float
    least: float
    most: float
    judged: int
    left_out: int
    missed: int
    shown: int

    @property
    def likely_missed(self) -> int:
        """How many of all that were left out should have been shown, by the share of those judged."""
        return round(self.missed + self.missed / self.judged * max(self.left_out - self.judged, 0))


def recall(*, shown: int, left_out: int, judged: int, missed: int) -> Recall | None:
    """None where too few have been judged, or where nothing has been found relevant at all."""
    if judged < FEWEST or not shown + missed:
        return None
    low, high = wilson(missed, judged)
    # Everything judged is known: only the rest is uncertain.
    rest = max(left_out - judged, 0)

    def found(share: float) -> float:
        return shown / (shown + missed + share * rest)

    return Recall(found(missed / judged), found(high), found(low), judged, left_out, missed, shown)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those judged were wrong, and between what shares of all of them that lies in 95 cases of 100."""

    judged: int
    wrong: int
    of: int
    """All that the samples were drawn from."""
    least: float
    most: float

    @property
    def is_exact(self) -> bool:
        """All were judged: nothing is estimated."""
        return self.judged >= self.of


def share(judged: int, wrong: int, of: int) -> Share | None:
    """None where nothing has been judged."""
    if not judged:
        return None
    if judged >= of:
        return Share(judged, wrong, of, wrong / judged, wrong / judged)
    return Share(judged, wrong, of, *wilson(wrong, judged))


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """Between what bounds a share lies in 95 cases of 100, seen `hits` times in so many tries.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
    Association 22 (1927), p. 209; it holds for few tries, as Brown, Cai and DasGupta show (Statistical Science 16, 2001, p. 101).
    """
    share, spread = hits / tries, Z * Z / tries
    middle = share + spread / 2
    half = Z * sqrt(share * (1 - share) / tries + spread / (4 * tries))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return max(low if hits else 0.0, 0.0), min(high if hits < tries else 1.0, 1.0)
