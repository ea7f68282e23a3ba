"""What others have learnt, ranked by the engine of meaning: Swedish and English words meet."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from utblick import lexicon
from utblick.initiatives.models import Lesson
from utblick.search.finding import find

if TYPE_CHECKING:
    from utblick.lexicon import Features

LEAST = 0.1
"""A score below this is chance: nine of ten ordinary texts meet a word or two with less than 0.07."""
OF_BEST = 0.4
"""And one that is so much less than the best is beside the point."""
MOST = 50
SHOWN = 3  # to whoever starts something
LANGUAGES = ("sv", "en")


def standing() -> QuerySet[Lesson]:
    rows: QuerySet[Lesson] = Lesson.objects.standing()
    return rows


def ranked(words: str, rows: QuerySet[Lesson], *, most: int = MOST) -> list[int]:
    """The keys of the lessons that these words concern, the nearest first; last those that only hold them literally."""
    near = [lesson.pk for lesson in nearest(words, rows, most=most)]
    literal = [hit.object_id for hit in find(words, kind="initiatives.lesson", most=most)]
    also = set(rows.filter(pk__in=literal).values_list("pk", flat=True)) if literal else set()
    return [*near, *(pk for pk in literal if pk in also and pk not in near)][:most]


def nearest(words: str, rows: QuerySet[Lesson], *, most: int = SHOWN) -> list[Lesson]:
    """The lessons that these words concern, the nearest first. One query."""
    if not words.strip():
        return []
    lessons = list(rows.select_related("initiative").order_by("pk"))
    scores = _scores(words, tuple(_text(lesson) for lesson in lessons))
    best = sorted(zip(scores, lessons, strict=True), key=lambda pair: -pair[0])
    least = max(LEAST, OF_BEST * best[0][0]) if best else LEAST
    return [lesson for score, lesson in best if score >= least][:most]


def _text(lesson: Lesson) -> str:
    return " ".join([lesson.text, lesson.change, lesson.for_whom, lesson.evidence, lesson.initiative.title])


def _scores(words: str, texts: tuple[str, ...]) -> Sequence[float]:
    """Against the words read as Swedish and as English, since a single word seldom tells which it is."""
    if not texts:
        return []
    engine, features = lexicon.engine(), _features(texts)
    asked = engine.profiles([engine.profile(words[:2_000], language) for language in LANGUAGES])
    best = [-1.0] * len(texts)
    for _profile, place, score in engine.match(asked, features, -1.0):
        best[place] = max(best[place], score)
    return best


@lru_cache(maxsize=8)
def _features(texts: tuple[str, ...]) -> "Features":
    """Of the texts that a reader may see, told apart by the texts themselves: none can be shown another's."""
    return lexicon.engine().features([lexicon.Text(text, lexicon.language_of(text)) for text in texts])
