"""The decisions that a body is told of at a meeting, as a Word list to put among its papers."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from utblick.accounts.models import Unit
from utblick.mandates.models import DelegationDecision
from utblick.tenancy import scope
from utblick.ui.templatetags.ui import money, number
from utblick.ui.word import table


def made_of(body: Unit, on: date, decisions: Sequence[DelegationDecision], language: str) -> bytes:
    with translation.override(language):
        return table(
            _("Delegation decisions reported to %(body)s") % {"body": body},
            intro=list(_intro(on, decisions)),
            head=[_("Decision"), _("What is decided"), _("Amount"), _("Decided by"), _("Day"), _("By mandate")],
            rows=[_row(one) for one in decisions],
            municipality=scope.municipality().name,
            language=language,
        )


def _intro(on: date, decisions: Sequence[DelegationDecision]) -> Iterator[str]:
    yield _("Meeting: %(day)s") % {"day": on.isoformat()}
    if decisions:
        yield _("Proposal for decision: the decisions made on delegation below are noted as reported.")
    else:
        yield _("No decisions have been made on delegation since the last report.")


def _row(one: DelegationDecision) -> list[str]:
    case = f"{one.title}\n{one.case_number}" if one.case_number else one.title
    if one.overruled_on:
        case = f"{case}\n{_('Overruled')} {one.overruled_on.isoformat()}: {one.overruled_why}"
    day = one.decided_on.isoformat()
    return [case, str(one.get_matter_display()), amount_in_words(one), str(one.decider), day, one.reference]


def amount_in_words(one: DelegationDecision) -> str:
    """Kronor, and the euro that they were reckoned from with the rate and its day."""
    if one.amount is None:
        return "–"
    if one.euro is None:
        return money(one.amount)
    told = {
        "kronor": money(one.amount),
        "euro": money(one.euro, "EUR"),
        "rate": number(one.per_euro, 4),
        "day": one.rate_on,
    }
    return _("%(kronor)s (%(euro)s at %(rate)s on %(day)s)") % told
