"""Signing an agreement: a body has decided on it, or who signs has the mandate to."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from utblick.accounts.models import User
from utblick.mandates import deciding
from utblick.mandates.checking import Question, mandate_for, register
from utblick.mandates.models import Matter
from utblick.partners.forms import AgreementForm
from utblick.partners.models import Agreement


def save(form: AgreementForm, *, by: User) -> Agreement | None:
    """Save the agreement; where this signs it and no body's decision is written down, by whoever saves. Raises NoMandate.

    An agreement that was signed before any delegation list began is history, and is asked nothing.
    """
    agreement, known = form.instance, register()
    signed = _signed_now(form)
    if signed is None or not known.covers(signed):
        return form.save_or_tell()
    asked = Question(Matter.AGREEMENT, signed, yearly_cost(agreement), known.here.unit_of(agreement.owner_id))
    # Asked before anything is written: a form that is refused is shown again as it was filled in.
    mandate_for(by, asked, known)
    with transaction.atomic():
        saved = form.save_or_tell()
        if saved:
            deciding.decide(saved, asked, decider=by, by=by, case_number=saved.case_number)
    return saved


def _signed_now(form: AgreementForm) -> date | None:
    """The day, where the agreement was not signed before and nobody's decision stands in the form."""
    agreement = form.instance
    if form.initial.get("signed_on") or (agreement.decided_by and agreement.decided_on):
        return None
    return agreement.signed_on


def yearly_cost(agreement: Agreement) -> Decimal:
    """What it binds the municipality to a year; one without a cost is within every limit."""
    return (agreement.yearly_fee or Decimal(0)) + (agreement.yearly_budget or Decimal(0))
