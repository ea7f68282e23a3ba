"""What ui/chain.html shows: where an object stands in the chain from the policy to the report."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Stage:
    """One object in a chain: the word for what it is, its name, its page and its day."""

    kind: str | Promise
    title: str
    url: str = ""
    when: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """What an object came from and what it led to, in the order of things.

    `{% include "ui/chain.html" with came_from=chain.came_from this=chain.this led_to=chain.led_to %}`
    """

    came_from: tuple[Stage, ...]
    this: Stage
    led_to: tuple[Stage, ...]
