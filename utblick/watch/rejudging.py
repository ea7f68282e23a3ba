"""The monthly sample of what was put aside, drawn by chance, for somebody else than who put it aside to judge anew."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import Membership, Municipality, User
from utblick.accounts.roles import ROLES
from utblick.journal import clock
from utblick.tenancy import scope
from utblick.watch import decisions, learning
from utblick.watch.models import Decision, Item, SampledDecision
from utblick.watch.recall import Share, share
from utblick.watch.told import midnight, month_of

SIZE = 10


class CannotJudge(Exception):
    """The words say why: judged already, decided anew meanwhile, or one's own decision."""


def draw_for_all(today: date | None = None) -> int:
    """Last month's sample for each municipality that has none yet. Returns how many decisions were drawn."""
    first = month_of(today or timezone.localdate())
    with scope.everywhere():
        places = list(Municipality.objects.all())
    return sum(_draw_for(place, month_of(first - timedelta(days=1))) for place in places)


def _draw_for(place: Municipality, month: date) -> int:
    with scope.acting(place):
        return draw(month)


@transaction.atomic
def draw(month: date) -> int:
    """Draw from what was put aside in the month that begins on this day; nothing where it has been drawn."""
    if SampledDecision.objects.filter(month=month).exists():
        return 0
    keys = list(put_aside(month).order_by("pk").values_list("pk", flat=True))
    # The same month always draws the same: two workers at once do not draw two samples.
    chance = random.Random(f"{month} {scope.municipality_id()}")  # noqa: S311
    chosen = sorted(chance.sample(keys, min(SIZE, len(keys))))
    for key in chosen:
        SampledDecision(decision_id=key, month=month, drawn_from=len(keys)).save()
    return len(chosen)


def put_aside(month: date) -> "QuerySet[Decision]":
    """The standing decisions of the month that something is not relevant."""
    after = month_of(month + timedelta(days=31))
    taken = Decision.objects.current().filter(created_at__gte=midnight(month), created_at__lt=midnight(after))
    return taken.filter(verdict=Decision.Verdict.NOT_RELEVANT)


def for_user(waiting: Sequence[SampledDecision], user: User) -> list[SampledDecision]:
    """What of it this person may judge: not the own decisions, as long as a colleague can."""
    own = [one for one in waiting if one.decision.decided_by_id == user.pk]
    return [one for one in waiting if one not in own] if own and has_colleague(user) else list(waiting)


def has_colleague(user: User) -> bool:
    """Whether somebody else here may decide on what the watch finds."""
    able = [role for role, permissions in ROLES.items() if "watch.decide" in permissions]
    others = Membership.objects.current().filter(role__in=able, user__is_active=True)
    return others.exclude(user=user).exists()


@transaction.atomic
def judge(sampled: SampledDecision, *, is_wrong: bool, by: User) -> None:
    """Say whether it was right to put it aside. The decision stands until somebody reopens the item. Raises CannotJudge."""
    with decisions.acting(by):
        row = _locked(sampled)
        if (row.judged_by_id, row.is_wrong) == (by.pk, is_wrong):
            return
        _check(row, by)
        row.is_wrong, row.judged_by = is_wrong, by
        row.save()
        learning.fall_behind(row.decision.item_id)


def _check(row: SampledDecision, by: User) -> None:
    if row.judged_by:
        said = _("should have been kept") if row.is_wrong else _("right to put aside")
        raise CannotJudge(_("%(who)s has judged it already: %(said)s.") % {"who": row.judged_by, "said": said})
    if row.decision.withdrawn_at:
        raise CannotJudge(_("It has been taken up again since it was drawn; there is nothing to judge any more."))
    if row.decision.decided_by_id == by.pk and has_colleague(by):
        raise CannotJudge(_("You put it aside yourself. Leave it to a colleague."))


@transaction.atomic
def take_back(sampled: SampledDecision, *, by: User) -> bool:
    """Who judged may take it back. False, and nothing happens, for anybody else."""
    with decisions.acting(by):
        row = _locked(sampled)
        if row.judged_by_id != by.pk:
            return False
        row.is_wrong, row.judged_by = None, None
        row.save()
        learning.fall_behind(row.decision.item_id)
    return True


def may_reopen(sampled: SampledDecision) -> bool:
    """Whether it should have been kept, is still put aside, and can still be answered."""
    return bool(sampled.is_wrong) and sampled.decision.withdrawn_at is None and is_open(sampled.decision.item)


def is_open(item: Item) -> bool:
    return item.final_deadline is None or item.final_deadline >= clock.now()


@transaction.atomic
def reopen(sampled: SampledDecision, *, by: User) -> bool:
    """Put it back into the inbox: the decision is undone. False, and nothing happens, where that cannot be."""
    row = _locked(sampled)
    return may_reopen(row) and decisions.undo(row.decision, by=by)


def estimate(drawn: Iterable[SampledDecision]) -> Share | None:
    """How much of what was put aside should have been kept, by what is judged of the samples of some months, as if one sample."""
    rows = list(drawn)
    judged = [one for one in rows if one.judged_by_id]
    drawn_from = {one.month: one.drawn_from for one in rows}
    return share(len(judged), sum(bool(one.is_wrong) for one in judged), sum(drawn_from.values()))


def _locked(sampled: SampledDecision) -> SampledDecision:
    rows = SampledDecision.objects.select_for_update(of=("self",)).select_related("decision__item", "judged_by")
    return rows.get(pk=sampled.pk)
