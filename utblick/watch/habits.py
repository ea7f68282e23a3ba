"""How often a source usually has news, and whether it has been silent for longer than it usually is. Pure but for one query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db.models.functions import TruncDate

from utblick.watch.models import Sighting, Source

LOOKED_BACK = timedelta(weeks=26)
# From so many days with news a habit can be told.
FEWEST_DAYS = 5
# Silent is who waits twice as long as nearly ever before, and at least so long.
SHORTEST_SILENCE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Habit:
    last: date
    longest_usual: timedelta
    """Nine of ten pauses between two days with news were at most so long."""

    def silent_since(self, today: date) -> date | None:
        """The day of the last news, where that is longer ago than the source's habit explains; else None."""
        silence = today - self.last
        return self.last if silence > max(2 * self.longest_usual, SHORTEST_SILENCE) else None


def habit(days: Iterable[date]) -> Habit | None:
    """None where there are too few days with news to tell."""
    ordered = sorted(set(days))
    if len(ordered) < FEWEST_DAYS:
        return None
    pauses = sorted(later - earlier for earlier, later in pairwise(ordered))
    return Habit(ordered[-1], pauses[(len(pauses) * 9 - 1) // 10])


def habits(sources: Sequence[int], now: datetime) -> dict[int, Habit]:
    """By source, for those that have one, by what they told before now; one query."""
    told = Sighting.objects.filter(source__in=sources, seen_at__gte=now - LOOKED_BACK, seen_at__lt=now)
    days: dict[int, list[date]] = defaultdict(list)
    for source, day in told.annotate(day=TruncDate("seen_at")).values_list("source_id", "day").distinct().order_by():
        days[source].append(day)
    found = {source: habit(some) for source, some in days.items()}
    return {source: one for source, one in found.items() if one}


def may_be_silent(source: Source, now: datetime) -> bool:
    """Whether its habit is worth reckoning: who had news lately is not silent, and a thousand habits cost a second."""
    return source.news_at is not None and source.news_at < now - SHORTEST_SILENCE
