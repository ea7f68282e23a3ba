"""What the search over all rooms answers: the hits, each with the place in its text, or those of what was probably meant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.journal.telling import kind_in_words
from utblick.search.finding import MOST, Hit, find, find_nearly, telling, texts_of
from utblick.search.passages import Marker, Pieces
from utblick.search.spelling import mended
from utblick.watch.models import Item

ITEM = Item._meta.label_lower
MOST_NEAR = 50
"""Who asked for all of the words does not read more of what lacks one."""


class Lately(models.TextChoices):
    """How lately what is looked for came; said to whoever searches."""

    EVER = "", _("Whenever")
    YEAR = "year", _("The last year")
    MONTH = "month", _("The last month")

    def first_day(self, today: date) -> date | None:
        return {Lately.YEAR: today - timedelta(days=365), Lately.MONTH: today - timedelta(days=30)}.get(self)


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the page tells it."""

    hit: Hit
    kind: str
    title: Pieces
    passage: Pieces


@dataclass(slots=True)
class Answer:
    """What was found of `query`, which is another than what was asked where that is nowhere and was probably misspelt."""

    query: str
    language: str
    hits: list[Hit] = field(default_factory=list)
    is_mended: bool = False
    is_near: bool = False
    since: date | None = None
    meant: str = ""
    """The words that were searched instead, as they stand in the first hits. Known when these are shown."""

    @property
    def is_cut(self) -> bool:
        return len(self.hits) >= MOST

    def kinds(self) -> list[tuple[str, int]]:
        """How many hits are of which kind, the most first."""
        return Counter(hit.kind for hit in self.hits).most_common()

    def of_kind(self, kind: str) -> list[Hit]:
        """More than were found at first, where those were only the foremost."""
        if self.is_cut and kind in dict(self.kinds()):
            return find(self.query, kind=kind, language=self.language, since=self.since, words_first=True)
        return [hit for hit in self.hits if hit.kind == kind]

    def lately(self, since: date) -> None:
        """Leave out what came before that day. Nothing is found by it that was not found without, but where that was cut."""
        self.since = since
        if self.is_cut:
            self.hits = find(self.query, language=self.language, since=since)
        else:
            self.hits = [hit for hit in self.hits if hit.came_on and hit.came_on >= since]

    def shown(self, hits: Sequence[Hit]) -> list[Shown]:
        """These hits with their passages; two queries, however many kinds they are of."""
        marker, texts = Marker(self.query, self.language), texts_of(hits)
        items = [hit.object_id for hit in hits if hit.kind == ITEM]
        summaries = dict(Item.objects.filter(pk__in=items).values_list("pk", "summary")) if items else {}
        told = [
            Shown(
                hit,
                kind_in_words(hit.kind),
                marker.whole(hit.title),
                marker.pieces(summaries.get(hit.object_id, "") if hit.kind == ITEM else texts[hit]),
            )
            for hit in hits
        ]
        self.meant = " ".join(marker.met[at] for at in sorted(marker.met)) if self.is_mended else ""
        return told


def look_for(query: str, language: str) -> Answer:
    """Ask, and where nothing holds the words ask for those that they are a letter away from, or for what holds all but one."""
    answer = Answer(query, language, find(query, language=language))
    if answer.hits:
        return answer
    if (meant := mended(query, language)) and (hits := find(meant, language=language)):
        return Answer(meant, language, hits, is_mended=True)
    for few in dict.fromkeys(telling(words, language) for words in (query, meant) if words):
        if near := find_nearly(few, language=language, most=MOST_NEAR):
            return Answer(few, language, near, is_near=True)
    return answer
