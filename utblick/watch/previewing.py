"""What a goal, a priority, a unit or an actor would meet, before it is saved: held against the latest hundred items."""

from dataclasses import dataclass
from datetime import datetime

from utblick import lexicon
from utblick.watch.batches import Waiting, read
from utblick.watch.following import Wish
from utblick.watch.meanings import texts_of
from utblick.watch.measuring import usual_of
from utblick.watch.models import Item
from utblick.watch.profiles import features_of, threshold_of

LATEST = 100
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """How many of so many would be kept, and the best of them with their scores of a hundred."""

    looked_at: int
    kept: int
    best: list[tuple[Item, int]]


def preview(wish: Wish, now: datetime) -> Preview:
    """As the matching itself would: the same engine, the same floor, the same that is taken off."""
    newest = Item.objects.worth_matching(now).order_by("-found_at", "-pk").values("pk")[:LATEST]
    items = read(Item.objects.filter(pk__in=newest))
    scores = _scores(wish, items) if items else {}
    shown = Item.objects.without_texts().in_bulk(list(scores)[:SHOWN])
    best = [(shown[key], round(100 * score)) for key, score in scores.items() if key in shown]
    return Preview(len(items), len(scores), best)


def _scores(wish: Wish, items: list[Waiting]) -> dict[int, float]:
    """By item the score of what would be kept, best first."""
    engine = lexicon.engine()
    profile = features_of(wish)
    met = engine.match(engine.profiles([profile]), engine.features(texts_of(items)), -1.0)
    usual, least = usual_of(met.score), threshold_of(profile)
    best = sorted(zip(met.score.tolist(), met.item.tolist(), strict=True), key=lambda one: -one[0])
    return {items[at].pk: score - usual for score, at in best if score >= least}
