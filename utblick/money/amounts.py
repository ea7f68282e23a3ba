"""How amounts are rounded: to whole cents or öre, half up, once for each amount that is worked out.

A sum adds rounded amounts and is never rounded itself: so every view of the same amounts comes to the same total.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NOUGHT = Decimal("0.00")


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def share(amount: Decimal, percent: Decimal) -> Decimal:
    """So many per cent of the amount."""
    return rounded(amount * percent / 100)


def converted(amount: Decimal, rate: Decimal) -> Decimal:
    return rounded(amount * rate)


def spread(amount: Decimal, parts: int) -> list[Decimal]:
    """The amount in equal parts that come to it exactly; what does not divide lies in the last ones, a cent each."""
    cents = int(amount.scaleb(2))
    each, left = divmod(cents, parts)
    return [Decimal(each + (number >= parts - left)).scaleb(-2) for number in range(parts)]


def total(amounts: Sequence[Decimal]) -> Decimal:
    return sum(amounts, NOUGHT)
