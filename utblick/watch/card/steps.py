"""An item's deadlines as steps: which comes next, which has passed, what each is for."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from utblick.watch.connectors.in_text import IN_TEXT
from utblick.watch.models import Item

NUMBERED = re.compile(r"^(stage|cut-off|deadline)-(\d+)$")


@dataclass(frozen=True, slots=True)
class Step:
    """One moment by which something must be done."""

    at: datetime
    label: str
    is_read: bool = False
    """In the text; the source has no field for it."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Those to come, the next first, and those that have passed."""

    coming: tuple[Step, ...] = ()
    passed: tuple[Step, ...] = ()

    @property
    def are_read(self) -> bool:
        return any(step.is_read for step in (*self.coming, *self.passed))

    @property
    def telling(self) -> Step | None:
        """The one for a list: the next, or else the last that was."""
        return self.coming[0] if self.coming else self.passed[-1] if self.passed else None


def steps_of(item: Item, now: datetime) -> Steps:
    told = sorted((at, one.get("label", "")) for one in item.deadlines if (at := parse_datetime(one["at"])))
    steps = [Step(at, in_words(label, len(told)), label == IN_TEXT) for at, label in told]
    return Steps(tuple(one for one in steps if one.at >= now), tuple(one for one in steps if one.at < now))


def begins(item: Item) -> bool:
    """Whether its moments are those at which an event begins, and no last days."""
    return item.kind == Item.Kind.EVENT and all(one.get("label") != IN_TEXT for one in item.deadlines)


def in_words(label: str, count: int) -> str:
    found = NUMBERED.match(label)
    if found is None:
        named = {
            "tender": gettext("tenders"),
            "request": gettext("requests to take part"),
            IN_TEXT: gettext("by the text"),
            "begins": gettext("begins"),
            "due": "",
        }
        return named.get(label, label)
    told = {
        "stage": gettext("stage %(number)s of %(count)s"),
        "cut-off": gettext("round %(number)s of %(count)s"),
        "deadline": gettext("deadline %(number)s of %(count)s"),
    }
    return told[found[1]] % {"number": found[2], "count": count}
