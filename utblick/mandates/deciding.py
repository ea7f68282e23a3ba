"""A decision is made on a mandate, is taken back or overruled, and is reported to the body that gave the mandate."""

from datetime import date

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.mandates.amounts import Amount
from utblick.mandates.checking import Question, mandate_for, register
from utblick.mandates.models import DelegationDecision
from utblick.teamwork import doing
from utblick.teamwork.kinds import Event
from utblick.teamwork.models import Task
from utblick.teamwork.telling import tell

# On which page of its room an object of each kind is decided on.
PAGES = {
    "initiatives.step": "initiatives:decide_travel",
    "partners.agreement": "partners:edit_agreement",
    "projects.project": "projects:decide",
}


@transaction.atomic
def decide(
    obj: models.Model, question: Question, *, decider: User, by: User, amount: Amount | None = None, **facts: str
) -> DelegationDecision:
    """Keep what `decider` decided about the object, written down `by` somebody, who may be another. Raises NoMandate."""
    mandate = mandate_for(decider, question, register(lock=True))
    made = DelegationDecision(
        matter=question.matter, title=str(obj)[:300], decider=decider, decided_on=question.on, **facts
    )
    made.amount = question.amount
    if amount and amount.rate:
        made.euro, made.per_euro, made.rate_on = amount.euro, amount.rate.per_euro, amount.rate.on
    if mandate:
        made.mandate, made.reference, made.body = mandate, mandate.reference[:300], mandate.body
    made.set_about(obj)
    made.save()
    told = {"address": made.get_absolute_url(), "text": made.title}
    # Who decided is told that somebody else has written it down.
    tell([decider], Event.DECIDED_FOR, by=by, about=made, **told)
    doing.come_to_pass(asked_for(obj._meta.label_lower, obj.pk, question.matter), by=by)
    return made


def asked_for(kind: str, pk: object, matter: str) -> str:
    """What a task awaits by which somebody was asked to decide."""
    return f"{kind}:{pk}:{matter}"


def page_of(kind: str, pk: str) -> str:
    """Where whoever was asked decides; of what is decided on elsewhere none."""
    page = PAGES.get(kind)
    return reverse(page, args=[int(pk)]) if page and pk.isdecimal() and len(pk) < 19 else ""


def waiting_about(obj: models.Model) -> models.QuerySet[Task]:
    """The open tasks on the object's pages by which somebody was asked to decide."""
    rows: models.QuerySet[Task] = Task.objects.open().filter(about_kind=obj._meta.label_lower, about_id=obj.pk)
    return rows.exclude(awaits="").select_related("owner", "made_by")


def standing(obj: models.Model, matter: str) -> DelegationDecision | None:
    return DelegationDecision.objects.standing().about(obj).filter(matter=matter).select_related("decider").first()


@transaction.atomic
def make_way(obj: models.Model, *matters: str, on: date, decider: User) -> None:
    """For a new decision: what was not yet reported is as if it had never been; what the body has been told of held until now."""
    for one in DelegationDecision.objects.standing().about(obj).filter(matter__in=matters):
        if one.reported_on is None:
            one.withdraw()
            continue
        one.overruled_on = max(on, one.decided_on)
        one.overruled_why = _("Decided anew by %(who)s.") % {"who": decider}
        one.save()


@transaction.atomic
def report(decisions: models.QuerySet[DelegationDecision], on: date | None) -> int:
    """The body has been told of these at its meeting; with no day, it has not after all."""
    rows = list(decisions)
    for one in rows:
        one.reported_on = on
        one.save()
    return len(rows)
