"""A draft programme → the units: sent on referral, answered by each in time, and opened again."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import Membership, Unit, User
from utblick.accounts.roles import ROLES
from utblick.goals.contents import live
from utblick.goals.models import Consulted, Priority, Programme, Referral, Remark
from utblick.journal import clock
from utblick.journal.models import Superseded
from utblick.teamwork.kinds import Event
from utblick.teamwork.telling import tell

ANSWERING = [role for role, granted in ROLES.items() if "goals.answer" in granted]


class NotTaken(ValidationError):
    """An answer that is not taken any more; the message says why and what to do."""


@transaction.atomic
def send(referral: Referral, units: Iterable[Unit], *, by: User) -> None:
    """Send the draft, as it is now, to the units. Raises Superseded where it has been sent or adopted meanwhile."""
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=referral.programme_id)
    if programme.is_frozen or programme.referrals.current().exists():
        raise Superseded.told()
    referral.sent_on, referral.sent_by = timezone.localdate(clock.now()), by
    referral.content = live(referral.programme)
    referral.save()
    ask(referral, units, by=by)


@transaction.atomic
def ask(referral: Referral, units: Iterable[Unit], *, by: User) -> None:
    """Ask the units that have not been asked."""
    asked = set(Consulted.objects.filter(referral=referral).values_list("unit_id", flat=True))
    for unit in units:
        if unit.pk not in asked:
            consulted = Consulted(referral=referral, unit=unit)
            consulted.save()
            facts = {"day": referral.answer_by, "address": consulted.get_absolute_url(), "text": str(unit)}
            tell(people_of(unit), Event.REFERRAL, by=by, about=referral.programme, **facts)


def people_of(unit: Unit) -> list[User]:
    """Those at the unit who can answer for it."""
    at_work = Membership.objects.current().filter(unit=unit, role__in=ANSWERING)
    return list(User.objects.filter(is_active=True, memberships__in=at_work).distinct())


def refusal(consulted: Consulted, today: date) -> str:
    """Why an answer is not taken now, and what to do; empty where it is."""
    referral, programme = consulted.referral, consulted.referral.programme
    if programme.is_frozen:
        told = _("The programme was adopted on %(day)s: answers are no longer taken. Write to the coordinator.")
        return told % {"day": programme.adopted_on}
    if referral.withdrawn_at or programme.withdrawn_at:
        return _("The referral has been called back. There is nothing to answer.")
    if consulted.answered_on:
        facts = {"unit": consulted.unit, "day": consulted.answered_on, "by": consulted.answered_by}
        told = _("%(unit)s answered on %(day)s, by %(by)s. To change it, ask the coordinator to open the answer again.")
        return told % facts
    if consulted.is_late(today):
        told = _("The last day to answer was %(day)s. Ask the coordinator for more time.")
        return told % {"day": referral.answer_by}
    return ""


@transaction.atomic
def answer(consulted: Consulted, remarks: Mapping[int | None, str], *, by: User) -> None:
    """Keep the verdict set on it and the remarks, by priority. Raises NotTaken, and Superseded where a colleague was quicker."""
    # An adoption that goes on at the same time is waited for.
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=consulted.referral.programme_id)
    consulted.referral.programme = programme
    today = timezone.localdate(clock.now())
    if why := refusal(consulted, today):
        raise NotTaken(why, code="not_taken")
    consulted.answered_on, consulted.answered_by = today, by
    consulted.save()
    _keep(consulted, remarks)
    facts = {"text": str(consulted), "address": consulted.referral.get_absolute_url()}
    tell([consulted.referral.sent_by], Event.REFERRAL_ANSWERED, by=by, about=programme, **facts)


def _keep(consulted: Consulted, remarks: Mapping[int | None, str]) -> None:
    """What was written before and is not now is taken away; what is written otherwise has not been dealt with."""
    old = {one.priority_id: one for one in consulted.remarks.all()}
    for key in {*old, *remarks}:
        text, row = remarks.get(key, "").strip(), old.get(key)
        if row and not text:
            row.remove()
        elif text and (row is None or row.text != text):
            row = row or Remark(consulted=consulted, priority_id=key)
            row.text, row.heeded, row.reply = text, "", ""
            row.save()


def reopen(consulted: Consulted) -> None:
    """Let the unit change its answer, before the last day."""
    consulted.answered_on, consulted.answered_by = None, None
    consulted.save()


def rows_by_line(programme: Programme) -> dict[int | None, Priority]:
    """The draft's priorities, those that it ends too, as `content` names them."""
    return {row.root: row for row in programme.priorities.all()}
