"""Signing an agreement, letting a signed one cost more, or cost for longer: a body has decided, or who does it has the mandate."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.mandates import deciding
from utblick.mandates.checking import Question, Register, mandate_for, register
from utblick.mandates.models import DelegationDecision, Matter
from utblick.partners.forms import AgreementForm
from utblick.partners.models import Agreement
from utblick.partners.terms import Term
from utblick.teamwork import doing

COSTS = ("yearly_fee", "yearly_budget")
TERMS = ("expires_on", "renews_by", "notice_months")


def save(form: AgreementForm, *, by: User) -> tuple[Agreement | None, list[DelegationDecision]]:
    """Save the agreement; where that is to decide on it and no body's decision is written down, by whoever saves.

    Returns what was decided with it.

    An agreement that was signed before any delegation list began is history, and is asked nothing. Raises NoMandate.
    """
    agreement, known = form.instance, register()
    on = _signed_now(form) or _bound_now(form, known)
    if on is None or not known.covers(on):
        return _saved(form, by), []
    asked = Question(Matter.AGREEMENT, on, yearly_cost(agreement), known.here.unit_of(agreement.owner_id))
    with transaction.atomic():
        # What was decided on its lower cost no longer counts in the limit of the year.
        deciding.make_way(agreement, Matter.AGREEMENT, on=on, decider=by)
        # Asked before the form is saved: one that is refused is shown again as it was filled in.
        mandate_for(by, asked)
        saved = form.save_or_tell()
        if saved is None:
            transaction.set_rollback(True)
            return None, []
        return saved, [deciding.decide(saved, asked, decider=by, by=by, case_number=saved.case_number)]


def _saved(form: AgreementForm, by: User) -> Agreement | None:
    """What a body has decided, nobody who was asked need decide."""
    saved = form.save_or_tell()
    if saved and saved.decided_by and "decided_on" in form.changed_data:
        doing.come_to_pass(deciding.asked_for(saved.object_kind, saved.pk, Matter.AGREEMENT), by=by)
    return saved


def _signed_now(form: AgreementForm) -> date | None:
    """The day, where the agreement was not signed before and nobody's decision stands in the form.

    The signed document without a day says that it is signed by now.
    """
    agreement = form.instance
    if _was_signed(form) or (agreement.decided_by and agreement.decided_on):
        return None
    return agreement.signed_on or (_today() if form.cleaned_data["file"] else None)


def _bound_now(form: AgreementForm, known: Register) -> date | None:
    """Today, where it is signed already and binds to more by this, without a decision that was written down together with it."""
    agreement = form.instance
    signed = _was_signed(form) and (agreement.signed_on or agreement.document_id)
    decided = agreement.decided_by and agreement.decided_on and "decided_on" in form.changed_data
    if not signed or decided or agreement.ended_on:
        return None
    return _today() if _costs_more(form, known) or _costs_longer(form, known) else None


def _costs_more(form: AgreementForm, known: Register) -> bool:
    before = [form.initial.get(name) for name in COSTS]
    if _is_history(form, known) and before == [None] * len(COSTS):
        return False
    return yearly_cost(form.instance) > sum((cost or Decimal(0) for cost in before), Decimal(0))


def _costs_longer(form: AgreementForm, known: Register) -> bool:
    """One that costs nothing binds to nothing, however long it runs."""
    before = [form.initial.get(name) for name in TERMS]
    if not yearly_cost(form.instance) or (_is_history(form, known) and before == [None] * len(TERMS)):
        return False
    return form.instance.term.binds_longer_than(Term(*before), _today())


def _is_history(form: AgreementForm, known: Register) -> bool:
    """From before the list: what nobody had noted of it is noted now, not decided now."""
    signed = form.initial.get("signed_on")
    return signed is None or not known.covers(signed)


def _was_signed(form: AgreementForm) -> bool:
    return bool(form.initial.get("signed_on") or form.instance.document_id)


def _today() -> date:
    return timezone.localdate(clock.now())


def yearly_cost(agreement: Agreement) -> Decimal:
    """What it binds the municipality to a year; one without a cost is within every limit."""
    return sum((getattr(agreement, name) or Decimal(0) for name in COSTS), Decimal(0))
