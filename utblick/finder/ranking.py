"""Who fits an idea best: theme first, then programme, country, likeness and experience. Pure; asks no database.

An organisation's theme is that of its nearest projects, each further one counting half as much as the one before: many near
projects say more than one, but a great university does not win by its size.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

FURTHER = 0.5
PROGRAMME, ASKED, KIND, SIZE, REGION = 0.08, 0.10, 0.08, 0.05, 0.04
NOT_OPEN = -0.5
LED, EXPERIENCE = 0.02, 0.02


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of an organisation beside its projects. `nearness` are those of its projects, `likewise` at home."""

    nearness: tuple[float, ...]
    country: str = ""
    kind: str = ""
    nuts: str = ""
    inhabitants: int = 0
    in_programme: int = 0
    led: int = 0
    projects: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """What a partner is compared with."""

    kind: str = ""
    nuts: str = ""
    inhabitants: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """`because`: the names of what spoke for or against it."""

    score: float
    because: frozenset[str] = field(default_factory=frozenset)


def judge(one: Traits, home: Home, asked: frozenset[str], open_to: frozenset[str]) -> Judged:
    because = frozenset(_because(one, home, asked, open_to))
    worth = {"programme": PROGRAMME, "asked": ASKED, "kind": KIND, "size": SIZE, "region": REGION, "not_open": NOT_OPEN}
    extra = sum(worth.get(name, 0.0) for name in because) + (LED if one.led else 0.0)
    return Judged(themed(one.nearness) + extra + EXPERIENCE * math.log10(1 + one.projects), because)


def themed(nearness: Iterable[float]) -> float:
    ordered = sorted((one for one in nearness if one > 0), reverse=True)
    return sum(one * FURTHER**place for place, one in enumerate(ordered[:6]))


def _because(one: Traits, home: Home, asked: frozenset[str], open_to: frozenset[str]) -> Iterable[str]:
    if one.in_programme:
        yield "programme"
    if one.country in asked:
        yield "asked"
    elif one.country in open_to:
        yield "open"
    elif open_to:
        yield "not_open"
    if home.kind and one.kind == home.kind:
        yield "kind"
    if home.inhabitants and home.inhabitants / 2 <= one.inhabitants <= home.inhabitants * 2:
        yield "size"
    if home.nuts and one.nuts[:4] == home.nuts[:4]:
        yield "region"
