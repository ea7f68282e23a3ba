"""The lines between the columns of an effect chain, in a plane of a hundred by a hundred: the rows of a column are equally high."""

from collections.abc import Sequence


def fan(rows: int) -> list[str]:
    """From the middle of the left side to each row of the right one."""
    return [_curve(50, y) for y in _middles(rows)]


def through(left: Sequence[bool], right: int) -> list[str]:
    """From each row that holds to the middle, and from there to each row of the right side; nothing where either side is empty."""
    from_rows = [y for y, holds in zip(_middles(len(left)), left, strict=True) if holds]
    if not from_rows or not right:
        return []
    gathered = [f"M0,{y:.2f}C25,{y:.2f} 25,50 50,50" for y in from_rows]
    return gathered + [f"M50,50C75,50 75,{y:.2f} 100,{y:.2f}" for y in _middles(right)]


def _curve(start: float, end: float) -> str:
    return f"M0,{start:.2f}C50,{start:.2f} 50,{end:.2f} 100,{end:.2f}"


def _middles(rows: int) -> list[float]:
    return [(at + 0.5) * 100 / rows for at in range(rows)]
