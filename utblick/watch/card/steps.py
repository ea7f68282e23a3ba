"""An item's deadlines as steps: which comes next, which has passed, what each is for."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from utblick.watch.models import Item

NUMBERED = re.compile(r"^(stage|cut-off|deadline)-(\d+)$")


@dataclass(frozen=True, slots=True)
class Step:
    """One moment by which something must be done. `is_next` is the first that has not passed."""

    at: datetime
    label: str
    passed: bool
    is_next: bool


def steps_of(item: Item, now: datetime) -> list[Step]:
    told = sorted((at, one.get("label", "")) for one in item.deadlines if (at := parse_datetime(one["at"])))
    coming = next((place for place, (at, _) in enumerate(told) if at >= now), None)
    return [Step(at, in_words(label, len(told)), at < now, place == coming) for place, (at, label) in enumerate(told)]


def in_words(label: str, count: int) -> str:
    found = NUMBERED.match(label)
    if found is None:
        return {"tender": gettext("tenders"), "request": gettext("requests to take part")}.get(label, label)
    told = {
        "stage": gettext("stage %(number)s of %(count)s"),
        "cut-off": gettext("round %(number)s of %(count)s"),
        "deadline": gettext("deadline %(number)s of %(count)s"),
    }
    return told[found[1]] % {"number": found[2], "count": count}
