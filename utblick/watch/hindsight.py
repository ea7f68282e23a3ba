"""After the deadline: what a person says of what passed it undecided. The profiles learn from it as from a decision."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.watch import learning
from utblick.watch.decisions import acting, standing_on
from utblick.watch.models import InboxItem, Item, LateVerdict


class NotMissed(Exception):
    """The item is not, or no longer, one that passed its deadline undecided; the words say what happened instead."""


class JudgedOtherwise(Exception):
    """Somebody else has said something else; that stands."""

    def __init__(self, standing: LateVerdict) -> None:
        super().__init__(str(standing))
        self.standing = standing


@transaction.atomic
def judge(item: Item, *, is_miss: bool, by: User) -> LateVerdict:
    """Say whether it was a miss. The same said twice is one verdict; who would say otherwise takes the standing one back first.

    Raises NotMissed and JudgedOtherwise.
    """
    with acting(by):
        _check(item, clock.now())
        standing = LateVerdict.objects.current().filter(item=item).select_related("judged_by").first()
        if standing and standing.is_miss != is_miss:
            raise JudgedOtherwise(standing)
        if standing:
            return standing
        verdict = LateVerdict(item=item, is_miss=is_miss, judged_by=by)
        verdict.save()
        learning.fall_behind(item.pk)
    return verdict


@transaction.atomic
def give_cause(verdict: LateVerdict, *, cause: str, by: User) -> bool:
    """Say why it was missed. False, and nothing happens, where the verdict was taken back meanwhile."""
    with acting(by):
        standing = _locked(verdict)
        if standing is None:
            return False
        standing.cause = cause
        standing.clean_fields(exclude=["municipality", "item", "judged_by"])
        standing.save()
    return True


@transaction.atomic
def take_back(verdict: LateVerdict, *, by: User) -> bool:
    """False, and nothing happens, where it does not stand any more."""
    with acting(by):
        standing = _locked(verdict)
        if standing is None:
            return False
        standing.withdraw()
        learning.fall_behind(standing.item_id)
    return True


def _locked(verdict: LateVerdict) -> LateVerdict | None:
    rows = LateVerdict.objects.current().select_for_update(of=("self",))
    return rows.select_related("item").filter(pk=verdict.pk).first()


def _check(item: Item, now: datetime) -> None:
    """With the place in the inbox locked, so that of two who judge at once the second sees what the first said."""
    place = InboxItem.objects.select_for_update(of=("self",)).filter(item=item).first()
    if place and InboxItem.objects.missed(until=now).filter(pk=place.pk).exists():
        return
    if place and place.deadline and place.deadline >= now:
        words = {"day": f"{timezone.localdate(place.deadline)}"}
        raise NotMissed(
            _("Its deadline has been moved to %(day)s. It is open again: decide on it in the inbox.") % words
        )
    decision = standing_on(item)
    if decision:
        words = {"who": f"{decision.decided_by}", "verdict": decision.get_verdict_display()}
        raise NotMissed(_("%(who)s has decided on it meanwhile: “%(verdict)s”. That stands.") % words)
    raise NotMissed(_("It is not among what passed its deadline undecided."))
