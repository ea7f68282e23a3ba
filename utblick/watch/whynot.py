"""Why not: the reasons that things were put aside for. A short list that grows from use, and what it tells in the long run.

A reason is kept as words. Those that the product proposes are known again in every language, so that an English-speaking
colleague's count as the same, and where more is said after them: "No partner: the choir is full this summer".
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, reduce
from operator import or_

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.watch.models import Decision

PROPOSED: dict[str, Promise] = {
    "co_financing": _("No co-financing"),
    "staff": _("Nobody has the time"),
    "partner": _("No partner"),
    "knowledge": _("We lack the knowledge"),
    "language": _("The language is an obstacle"),
    "late": _("Too little time left"),
    "size": _("Too large for us"),
    "goals": _("Does not serve our goals"),
    "audience": _("Not meant for municipalities"),
    "place": _("Not open to our area"),
    "known": _("Known already"),
}
# What the municipality lacks; the others say something about the signal.
LACKING = {"co_financing", "staff", "partner", "knowledge", "language", "late", "size"}
SHORT = 8
MOST_LOOKED_AT = 2_000
SAID_FIRST = re.compile(r"[:.;,–]")
LATELY = 1_000
"""So many of the latest decisions say what is used here: no more are looked through each time a reason may be given."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with how often it was given, and whether it tells what the municipality lacks."""

    words: str
    count: int
    is_lack: bool
    share: float = 0


def short_list() -> list[str]:
    """The reasons to choose from: those most used here, then those that the product proposes."""
    used = [one.words for one in _counted(_lately()) if one.count > 1 or _code(one.words)]
    proposed = [str(words) for code, words in PROPOSED.items() if code not in {_code(one) for one in used}]
    return [*used, *proposed][:SHORT]


def statistics(since: datetime, until: datetime | None = None) -> list[Reason]:
    """Every reason given in that time with its share of all that were given one, most first."""
    return counted(given(since, until))


def counted(reasons: Iterable[tuple[str, int]]) -> list[Reason]:
    """The same reason in other letters or another language counts as one, in the reader's words."""
    found = _counted(reasons)
    total = sum(one.count for one in found) or 1
    return [Reason(one.words, one.count, one.is_lack, one.count / total) for one in found]


def without_reason(since: datetime) -> int:
    return _aside().filter(created_at__gte=since, reason="").count()


def _aside() -> "QuerySet[Decision]":
    return Decision.objects.current().filter(verdict=Decision.Verdict.NOT_RELEVANT)


def _lately() -> Iterable[tuple[str, int]]:
    latest = _aside().exclude(reason="").order_by("-pk").values("pk")[:LATELY]
    return _by_reason(Decision.objects.filter(pk__in=latest))


def given(since: datetime | None = None, until: datetime | None = None) -> Iterable[tuple[str, int]]:
    """The reasons as they were written, each with how often, most first."""
    rows = _aside().exclude(reason="")
    rows = rows.filter(created_at__gte=since) if since else rows
    rows = rows.filter(created_at__lt=until) if until else rows
    return _by_reason(rows)


def _by_reason(rows: "QuerySet[Decision]") -> Iterable[tuple[str, int]]:
    return rows.order_by().values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason")[:MOST_LOOKED_AT]


def _counted(reasons: Iterable[tuple[str, int]]) -> list[Reason]:
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    for text, count in reasons:
        code = _code(text)
        key = code or text.strip().casefold()
        words.setdefault(key, str(PROPOSED[code]) if code else text.strip())
        counts[key] += count
    return [Reason(words[key], count, key in LACKING) for key, count in counts.most_common()]


def alike(words: str) -> Q:
    """The decisions whose reason counts as these words."""
    code = _code(words)
    spellings = [spelling for spelling, meant in _in_all_languages().items() if meant == code] if code else []
    return reduce(or_, (Q(reason__istartswith=spelling) for spelling in spellings), Q(reason__iexact=words))


def _code(text: str) -> str:
    """Which of the proposed reasons it is; none where somebody's own words begin otherwise."""
    return _in_all_languages().get(SAID_FIRST.split(text, 1)[0].strip().casefold(), "")


@cache
def _in_all_languages() -> dict[str, str]:
    found = {}
    for language, _name in settings.TOOL_LANGUAGES:
        with translation.override(language):
            found.update({str(words).casefold(): code for code, words in PROPOSED.items()})
    return found
