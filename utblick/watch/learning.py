"""Decision → ranking: what a profile learns from the municipality's own decisions, and where its items lie for that.

A decision marks the profiles that its item met; a job then works their weights out anew and gives each match what they add to
its score, more or less than to the profile's matches in the middle: what is learnt tells them apart, and what all of them have
leaves the score where it was, so that it stays comparable between profiles. Nothing of it leaves the municipality. A weight can be
switched off, and on again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import batched
from math import tanh
from statistics import median
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick import lexicon
from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.tenancy import scope
from utblick.watch import bulk, inboxes
from utblick.watch.models import (
    Decision,
    Item,
    LateVerdict,
    Learning,
    Match,
    OwnAnswer,
    Profile,
    SampledDecision,
    Unlearnt,
)

if TYPE_CHECKING:
    from utblick.lexicon.learning import Described, Learnt

# The name of the weight that has no words (lexicon), and of what is taken off because all have it.
MEANING, LEVEL = "meaning:", "level:"
# What an item gains or loses at most, the nearer the slower: enough to pass a good match, not to bring up what has
# nothing to do with the profile.
MOST = 0.3
# After so many decisions half of that: two alone must not bring up what is a poor match. It costs nothing by the protocol (docs).
FEW = 2
AT_A_TIME = 500
STALE = 0.005
LET_STAND = 5
TRIES = 5
"""So often a profile is worked out anew because of what was said meanwhile."""
_SAYS = {
    str(Decision.Verdict.RELEVANT): True,
    str(Decision.Verdict.ASSIGNED): True,
    str(Decision.Verdict.CONSULTATION): True,
    str(Decision.Verdict.INITIATIVE): True,
    str(Decision.Verdict.NOT_RELEVANT): False,
}


def fall_behind(*items: int) -> None:
    """Note that the profiles which these items meet here have something to learn, and have it learnt after the transaction."""
    _mark(set(Match.objects.filter(item__in=items).order_by().values_list("profile", flat=True).distinct()))


def fall_behind_alone(actor: LocalActor) -> None:
    """The same where the actor itself has said something: what it says teaches its own profile."""
    _mark(set(Profile.objects.filter(actor=actor).values_list("pk", flat=True)))


def _mark(keys: set[int]) -> None:
    if not keys:
        return
    there = dict(Learning.objects.filter(profile__in=keys).values_list("profile", "behind"))
    new = [Learning(profile_id=key) for key in sorted(keys - there.keys())]
    Learning.objects.bulk_create(new, ignore_conflicts=True)
    Learning.objects.filter(profile__in=keys, behind=False).update(behind=True)
    if len(there) < len(keys) or not all(there.values()):
        transaction.on_commit(_have_it_learnt)


def _have_it_learnt() -> None:
    from utblick.watch import tasks

    tasks.learn.enqueue()


def catch_up() -> int:
    """Work out anew the weights that are behind. Returns how many profiles; safe to be killed and to be repeated."""
    with scope.everywhere():
        waiting = list(Learning.objects.filter(behind=True).select_related("profile", "municipality"))
        for row in waiting:
            with scope.acting(row.municipality, sees_secrets=True):
                _learn(row.profile)
    return len(waiting)


def _learn(profile: Profile) -> None:
    """What takes long is worked out before the database is locked: on SQLite nobody could decide meanwhile.

    What was said or matched in between is asked then, and the work done anew.
    """
    for _again in range(TRIES):
        before = _heard(profile)
        found = _worked_out(profile, *before)
        with transaction.atomic():
            row = Learning.objects.select_for_update(of=("self",)).get(profile=profile)
            if _heard(profile) == before:
                _write(row, *found)
                return
    # Somebody decides without a pause: the row stays behind, and is worked out next time.
    _have_it_learnt()


type Told = list[tuple[float, int]]
"""What is added to the score of a match, and the match."""


def _heard(profile: Profile) -> tuple[list[tuple[int, int, float]], dict[int, bool], set[str]]:
    """The profile's matches (key, item, score), what is said of their items, and what is switched off."""
    matches = list(Match.objects.filter(profile=profile).order_by("pk").values_list("pk", "item", "score"))
    said = _verdicts(profile, [item for _pk, item, _score in matches])
    said |= _let_stand(profile, matches, said)
    return matches, said, switched_off([profile.pk])[profile.pk]


def _worked_out(
    profile: Profile, matches: list[tuple[int, int, float]], said: dict[int, bool], off: set[str]
) -> tuple["Learnt", list[bool], float, Told]:
    """What is learnt, from which verdicts, what it adds to the matches in the middle, and how much more or less to each."""
    told = Match.objects.filter(profile=profile).select_related("item").defer("reasons").in_bulk()
    matches = [match for match in matches if match[0] in told]
    seen = _described([told[pk].item for pk, _item, _score in matches])
    judged = [(score, item, one) for (_pk, item, score), one in zip(matches, seen, strict=True) if item in said]
    wanted = [said[item] for _score, item, _one in judged]
    # Imported here: the engine's libraries take a second to load, and deciding does not need them.
    from utblick.lexicon import learning

    found = learning.learn([one for *_, one in judged], [score for score, *_ in judged], wanted, among=seen)
    level, added = _spread(found, seen, off, _most(len(wanted)))
    return found, wanted, level, list(zip(added, [match[0] for match in matches], strict=True))


def _spread(found: "Learnt", seen: "Sequence[Described]", off: set[str], most: float) -> tuple[float, list[float]]:
    """What is added to these items in the middle, and to each of them beside that, at most so much."""
    raw = [found.added(one, off) for one in seen]
    level = median(raw) if raw else 0.0
    return level, [_bounded(one - level, most) for one in raw]


def _write(row: Learning, found: "Learnt", wanted: list[bool], level: float, added: Told) -> None:
    row.weights, row.direction, row.shown, row.level = found.weights, list(found.direction), found.shown, level
    row.wanted, row.unwanted, row.behind = sum(wanted), len(wanted) - sum(wanted), False
    row.save()
    bulk.update(Match, ["learnt"], added)
    items = Match.objects.filter(profile=row.profile_id).values_list("item", flat=True)
    inboxes.refresh(set(items), timezone.now())


def _verdicts(profile: Profile, items: Sequence[int]) -> dict[int, bool]:
    """What this municipality said about the items, in time or afterwards, and over that what the actor said itself.

    What was only noted says nothing.
    """
    standing = Decision.objects.current().filter(municipality=profile.municipality_id, item__in=items)
    said = _afterwards(profile, items)
    said |= {item: _SAYS[verdict] for item, verdict in standing.values_list("item", "verdict") if verdict in _SAYS}
    said |= dict.fromkeys(_put_aside_wrongly(profile, items), True)
    return said | _own_answers(profile, items)


def _own_answers(profile: Profile, items: Sequence[int]) -> dict[int, bool]:
    """What an actor said itself."""
    if profile.actor_id is None:
        return {}
    own = OwnAnswer.objects.current().filter(actor=profile.actor_id, item__in=items)
    return {item: verdict == OwnAnswer.Verdict.YES for item, verdict in own.values_list("item", "verdict")}


def _afterwards(profile: Profile, items: Sequence[int]) -> dict[int, bool]:
    """What was said of those that had passed their deadlines undecided."""
    late = LateVerdict.objects.current().filter(municipality=profile.municipality_id, item__in=items)
    return dict(late.values_list("item", "is_miss"))


def _put_aside_wrongly(profile: Profile, items: Sequence[int]) -> Iterable[int]:
    """Those whose standing decision somebody else has judged to be wrong."""
    wrong = {"is_wrong": True, "decision__item__in": items, "decision__withdrawn_at": None}
    judged = SampledDecision.objects.judged().filter(municipality=profile.municipality_id, **wrong)
    return judged.values_list("decision__item", flat=True)


def _let_stand(profile: Profile, matches: Sequence[tuple[int, int, float]], said: dict[int, bool]) -> dict[int, bool]:
    """An actor often says only what is not for it: then the best of what it has let stand are taken for wanted.

    Not where the municipality alone has said no: of an actor that says nothing it is not known that it has looked.
    """
    if any(said.values()) or not _own_answers(profile, list(said)):
        return {}
    rest = sorted((match for match in matches if match[1] not in said), key=lambda match: -match[2])
    return {item: True for _pk, item, _score in rest[:LET_STAND]}


def _described(items: Sequence[Item]) -> "list[Described]":
    from utblick.lexicon import learning
    from utblick.watch.meanings import texts_of

    facts = [_facts(item) for item in items]
    return learning.described(lexicon.engine(), texts_of(items), facts) if items else []


def _facts(item: Item) -> dict[str, str]:
    return {name: value for name, value in (("programme", item.programme), ("authority", item.authority)) if value}


def place_anew(profile: Profile) -> None:
    """Give the profile's matches what it has learnt, and their items their places in the inbox."""
    row = Learning.objects.filter(profile=profile).first()
    if row is None:
        return
    matches = list(Match.objects.filter(profile=profile).select_related("item").defer("reasons"))
    off = switched_off([profile.pk])[profile.pk]
    row.level, added = _spread(learnt_of(row), _described([match.item for match in matches]), off, _most_of(row))
    row.save(update_fields=["level"])
    bulk.update(Match, ["learnt"], zip(added, [match.pk for match in matches], strict=True))
    inboxes.refresh({match.item_id for match in matches}, timezone.now())


def adjust(profiles: Iterable[int], items: Iterable[int]) -> None:
    """Write what the profiles' decisions add to the scores of their matches with these items. The one seam to the ranking."""
    rows = Learning.objects.filter(profile__in=set(profiles)).exclude(weights={}, direction=[])
    known = {row.profile_id: row for row in rows}
    if not known:
        return
    off = switched_off(known)
    for keys in batched(sorted(set(items)), AT_A_TIME, strict=False):
        matches = list(Match.objects.filter(profile__in=known, item__in=keys).select_related("item"))
        texts = {match.item_id: match.item for match in matches}
        seen = dict(zip(texts, _described(list(texts.values())), strict=True))
        told = [(_added(known[one.profile_id], seen[one.item_id], off[one.profile_id]), one.pk) for one in matches]
        bulk.update(Match, ["learnt"], told)


def _added(row: Learning, item: "Described", off: set[str]) -> float:
    return _bounded(learnt_of(row).added(item, off) - row.level, _most_of(row))


def _bounded(added: float, most: float) -> float:
    return most * tanh(added / most) if most else 0.0


def _most_of(row: Learning) -> float:
    return _most(row.wanted + row.unwanted)


def _most(decisions: int) -> float:
    return MOST * decisions / (decisions + FEW)


def lessons_of(item: Item, matches: Sequence[Match]) -> dict[int, list[tuple[str, float]]]:
    """By match of the item what the profile's decisions add to its score, by what; together just what the match has of it."""
    taught = [match for match in matches if match.learnt]
    if not taught:
        return {}
    rows = {row.profile_id: row for row in Learning.objects.filter(profile__in=[match.profile_id for match in taught])}
    off = switched_off(rows)
    [seen] = _described([item])
    found = {}
    for match in taught:
        row = rows.get(match.profile_id)
        parts = {**learnt_of(row).parts(seen, off[match.profile_id]), LEVEL: -row.level} if row else {}
        found[match.pk] = _in_shares(match.learnt, parts, row)
    return found


def _in_shares(whole: float, parts: dict[str, float], row: Learning | None) -> list[tuple[str, float]]:
    """The parts, bounded as the whole is. Where the weights have changed since the match was given its own, only the whole."""
    raw = sum(parts.values())
    if row is None or raw * whole <= 0 or abs(_bounded(raw, _most_of(row)) - whole) > STALE:
        return [("", whole)]
    return [(in_words(name, row.shown), part * whole / raw) for name, part in parts.items()]


def in_words(feature: str, shown: dict[str, str]) -> str:
    return _("likeness in meaning") if feature == MEANING else shown.get(feature, "")


def learnt_of(row: Learning) -> "Learnt":
    from utblick.lexicon import learning

    return learning.Learnt(row.weights, tuple(row.direction), row.shown)


def switched_off(profiles: Iterable[int]) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for key, feature in Unlearnt.objects.current().filter(profile__in=list(profiles)).values_list("profile", "feature"):
        found[key].add(feature)
    return found


@transaction.atomic
def switch_off(profile: Profile, feature: str, shown: str, *, by: User) -> Unlearnt:
    """Let a learnt weight count no more. Once is enough, however often it is said."""
    with scope.acting(scope.municipality(), by, sees_secrets=scope.current().sees_secrets):
        standing = Unlearnt.objects.current().filter(profile=profile, feature=feature).first()
        if standing:
            return standing
        row = Unlearnt(profile=profile, feature=feature, shown=shown)
        row.save()
        place_anew(profile)
    return row


@transaction.atomic
def switch_on(row: Unlearnt, *, by: User) -> None:
    """Let the weight count again. Nothing happens where it does already."""
    with scope.acting(scope.municipality(), by, sees_secrets=scope.current().sees_secrets):
        standing = Unlearnt.objects.current().filter(pk=row.pk).first()
        if standing:
            standing.withdraw()
            place_anew(standing.profile)
